import type { EhpcError } from "../../base/errors";
import { isKeyText, NO_KEY_TEXT, present } from "../api/credentials";
import { type CredentialsFile, profileOf } from "./credentials-file";
import { type SignInSetting, signInError } from "./sign-in-error";

/** The fields of one profile, and errors that name the file, the profile and the field. */
export interface ProfileFields {
  /** The value of a field; `null` where it is absent or blank. */
  optional(field: string): string | null;
  /** The value of a field. Throws where it is absent or blank. */
  required(field: string): string;
  /** The value of a field that is a part of an access key. Throws where it is absent, blank or cannot be one. */
  keyPart(field: string): string;
  /** The value of a field that is a number; `null` where it is absent or 0. Throws where it is none. */
  seconds(field: string): number | null;
  isTrue(field: string): boolean;
  /** The error of a profile; `problem` completes `The profile "x" in FILE …`. */
  error(problem: string): EhpcError;
}

/** The fields of a profile. Throws where the file has none of that name. */
export function profileFields(file: CredentialsFile, name: string, setting: SignInSetting): ProfileFields {
  const profile = profileOf(file, name, setting);
  const optional = (field: string) => present(profile.get(field));
  const error = (problem: string) =>
    signInError(setting, `The profile ${JSON.stringify(name)} in ${file.path} ${problem}`);
  const required = (field: string) => {
    const value = optional(field);
    if (value === null) {
      throw error(`has no field "${field}".`);
    }
    return value;
  };
  return {
    optional,
    required,
    error,
    keyPart(field) {
      const value = required(field);
      if (!isKeyText(value)) {
        throw error(`has a field "${field}" that ${NO_KEY_TEXT}`);
      }
      return value;
    },
    seconds(field) {
      const value = optional(field);
      if (value === null || value === "0") {
        return null;
      }
      if (!/^\d{1,12}$/.test(value)) {
        throw error(`has a field "${field}" that is not a whole number.`);
      }
      return Number(value);
    },
    isTrue: (field) => optional(field)?.toLowerCase() === "true",
  };
}
