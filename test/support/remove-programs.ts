import { removeProvided } from "./programs";

/** After the acceptance tests. */
export default function removePrograms(): void {
  removeProvided();
}
