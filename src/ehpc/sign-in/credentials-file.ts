import { readFile } from "node:fs/promises";
import { isJsonArray, isJsonObject, type JsonObject, JsonSyntaxError, parseJson } from "../../base/json";
import { decodeText } from "../api/decode-leaf";
import type { Environment } from "../api/environment";
import { fileProblem, homePath } from "./home-path";
import { type SignInSetting, signInError } from "./sign-in-error";

/** The configuration file of the `aliyun` command, where nobody names another. */
export const DEFAULT_FILE = "~/.aliyun/config.json";

/** A profile: its fields as texts, by name. */
export type Profile = ReadonlyMap<string, string>;

/** A credentials file in either of its two forms. */
export interface CredentialsFile {
  /** `cli`: JSON, as the `aliyun` command and the `alicloud` provider have it; `ini`: as Alibaba Cloud's SDKs have it. */
  form: "cli" | "ini";
  path: string;
  profiles: ReadonlyMap<string, Profile>;
  /** The profile in use if none is named. */
  current: string;
}

/**
 * Reads a credentials file. The same environment variable leads to JSON for the `alicloud` provider and to an ini file
 * for the SDKs, so the content decides: JSON begins with a brace.
 *
 * @throws EhpcError for a file that cannot be read or is of neither form; the message never quotes the file
 */
export async function readCredentialsFile(
  path: string,
  environment: Environment,
  setting: SignInSetting,
): Promise<CredentialsFile> {
  const file = homePath(path, environment);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw signInError(setting, `The credentials file ${file} ${fileProblem(error)}.`);
  }
  const content = text.replace(/^\uFEFF/, "").trim();
  if (content === "") {
    throw signInError(setting, `The credentials file ${file} is empty.`);
  }
  return content.startsWith("{") ? readCliFile(file, content, setting) : readIniFile(file, content, setting);
}

/** A profile of a file. Throws, with the profiles that there are, where it has none of that name. */
export function profileOf(file: CredentialsFile, name: string, setting: SignInSetting): Profile {
  const profile = file.profiles.get(name);
  if (profile !== undefined) {
    return profile;
  }
  const names = [...file.profiles.keys()].map((each) => JSON.stringify(each)).join(", ");
  const has = names === "" ? "It has no profiles." : `Its profiles are ${names}.`;
  throw signInError(
    setting,
    `The credentials file ${file.path} has no profile ${JSON.stringify(name)}. ${has}`,
  );
}

function readCliFile(path: string, content: string, setting: SignInSetting): CredentialsFile {
  const root = parsed(path, content, setting);
  const list = root.get("profiles");
  const profiles = (isJsonArray(list) ? list : []).filter(isJsonObject).map((members) => {
    const fields = [...members].map(([name, value]) => [name, decodeText(value) ?? ""] as const);
    return [decodeText(members.get("name")) ?? "", new Map(fields)] as const;
  });
  return {
    form: "cli",
    path,
    profiles: new Map(profiles),
    current: decodeText(root.get("current")) ?? "default",
  };
}

function parsed(path: string, content: string, setting: SignInSetting): JsonObject {
  try {
    const root = parseJson(content);
    if (isJsonObject(root)) {
      return root;
    }
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) {
      throw error;
    }
    throw signInError(setting, `The credentials file ${path} is not valid JSON: ${error.message}.`);
  }
  throw signInError(setting, `The credentials file ${path} is not a JSON object.`);
}

/** Sections of `name = value` lines; `#` and `;` begin comments, behind a value after a blank. */
function readIniFile(path: string, content: string, setting: SignInSetting): CredentialsFile {
  const profiles = new Map<string, Map<string, string>>();
  let fields: Map<string, string> | undefined;
  for (const [index, raw] of content.split(/\r?\n/).entries()) {
    const line = raw.replace(/(?:^|\s)[#;].*$/, "").trim();
    if (line === "") {
      continue;
    }
    const section = /^\[([^\]]+)\]$/.exec(line)?.[1]?.trim();
    if (section !== undefined) {
      fields = new Map();
      profiles.set(section, fields);
      continue;
    }
    const equals = line.indexOf("=");
    if (fields === undefined || equals < 1) {
      throw signInError(
        setting,
        `The credentials file ${path} is neither JSON, as the aliyun command writes it, nor an ini file: line ${index + 1} is neither a section nor "name = value" in a section.`,
      );
    }
    const value = line.slice(equals + 1).trim();
    fields.set(line.slice(0, equals).trim(), /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value);
  }
  return { form: "ini", path, profiles, current: "default" };
}
