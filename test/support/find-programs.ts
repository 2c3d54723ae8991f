import { allClis } from "./cli";
import { findNullProviders } from "./null-mirror";

/** Before the acceptance tests: says which programs they drive, and gets `hashicorp/null` for them. */
export default async function findPrograms(): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(
    `\nAcceptance tests drive ${allClis()
      .map(({ name }) => name)
      .join(", ")}.`,
  );
  await findNullProviders(say);
}
