import { execFile } from "node:child_process";
import { splitProcessCommand } from "@alicloud/credentials/dist/src/utils/command";
import { abortedError } from "../../base/errors";
import { Secret } from "../../base/secret";
import { type CredentialSource, isKeyText, present } from "../api/credentials";
import { decodeText } from "../api/decode-leaf";
import { membersOf } from "./exchange";
import type { ProfileFields } from "./profile-fields";
import { fetching, type SignInContext } from "./sign-in-context";
import { type SignInSetting, signInError } from "./sign-in-error";

/** How long the program may take, as with the `aliyun` command. */
const TIMEOUT_MS = 60_000;

/**
 * Creates a source that runs a program of the user, which prints credentials as JSON: `mode` (`AK` or `StsToken`),
 * `access_key_id`, `access_key_secret`, `sts_token`, `expiration`.
 *
 * The one of `@alicloud/credentials` cannot be stopped, does not say when the credentials expire, and repeats the program's
 * output in its errors.
 */
export function externalProcess(
  signIn: SignInContext,
  command: string,
  fields: ProfileFields,
  setting: SignInSetting,
): CredentialSource {
  const [program = "", ...args] = splitCommand(command, fields);
  return fetching(signIn, async (signal) => {
    const output = membersOf(await run(program, args, signIn, setting, signal));
    const text = (name: string) => present(decodeText(output?.get(name)));
    const [accessKeyId, accessKeySecret] = [text("access_key_id"), text("access_key_secret")];
    const securityToken = text("sts_token");
    const parts = [accessKeyId, accessKeySecret, securityToken].filter((part) => part !== null);
    const tokenless = text("mode") === "StsToken" && securityToken === null;
    if (accessKeyId === null || accessKeySecret === null || tokenless || !parts.every(isKeyText)) {
      throw signInError(setting, `The program ${program} did not print credentials as JSON.`);
    }
    const expiresAt = new Date(text("expiration") ?? "");
    return {
      credentials: {
        accessKeyId,
        accessKeySecret: new Secret(accessKeySecret),
        securityToken: securityToken === null ? null : new Secret(securityToken),
      },
      expiresAt: Number.isNaN(expiresAt.getTime()) ? null : expiresAt,
    };
  });
}

function splitCommand(command: string, fields: ProfileFields): string[] {
  try {
    return splitProcessCommand(command);
  } catch {
    throw fields.error(
      'has a "process_command" that is not a valid command: a quote or an escape is not closed.',
    );
  }
}

function run(
  program: string,
  args: readonly string[],
  { environment }: SignInContext,
  setting: SignInSetting,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      timeout: TIMEOUT_MS,
      // A program that ignores a gentler one would be waited for without end.
      killSignal: "SIGKILL",
      env: { ...environment },
      maxBuffer: 1024 * 1024,
    } as const;
    execFile(program, args, options, (error, stdout) => {
      if (error === null) {
        resolve(stdout);
      } else if (signal.aborted) {
        reject(abortedError());
      } else {
        reject(signInError(setting, `The credentials program ${program} ${problem(error)}.`));
      }
    });
  });
}

function problem(error: Error & { code?: unknown; killed?: boolean }): string {
  if (error.killed) {
    return `timed out after ${TIMEOUT_MS / 1_000} seconds`;
  }
  if (error.code === "ENOENT") {
    return "was not found";
  }
  return typeof error.code === "number" ? `failed with exit code ${error.code}` : "could not be run";
}
