import { allClis } from "./cli";
import { provide } from "./programs";

/** Before the acceptance tests: says which programs they drive, and gets the providers for them. */
export default async function findPrograms(): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const names = allClis().map(({ name }) => name);
  say(`\nAcceptance tests drive ${names.join(", ")}.`);
  await provide(say);
}
