import { SECRET_FORMS } from "./bodies/make-body";

/** What a text holds of the fuzzer's secrets, without showing it; `null` where it holds none. */
export function secretIn(text: string): string | null {
  const found = SECRET_FORMS.findIndex((form) => text.includes(form));
  return found === -1 ? null : `a secret in its form number ${found}`;
}
