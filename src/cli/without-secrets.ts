import type { SecretFilter } from "../base/secret-filter";
import type { BareTerminal, Terminal } from "./terminal/terminal";

/** A terminal that shows concealed secrets as `***` in all that it says to a person: a job may be named after anything. */
export function withoutSecrets(terminal: BareTerminal, secrets: SecretFilter): Terminal {
  const { openScreen } = terminal;
  return {
    ...terminal,
    conceal: secrets.conceal,
    note: (text) => terminal.note(typeof text === "string" ? secrets.filter(text) : text),
    openScreen:
      openScreen === null
        ? null
        : async () => {
            const screen = await openScreen();
            return { ...screen, show: (text) => screen.show(secrets.filter(text)) };
          },
  };
}
