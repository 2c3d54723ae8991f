/**
 * A Terraform number without loss. Terraform's numbers have 512 bits; JavaScript's have 53. A value is a
 * `number` where that is exact, a `bigint` for larger integers, and a {@link Decimal} for all other text.
 */
export type CtyNumber = number | bigint | Decimal;

/** A decimal fraction, kept as its text because no `number` stands for it exactly. */
export class Decimal {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * Reads the decimal text of a number, as Terraform sends it for fractions and large integers.
 *
 * @throws Error when the text is not a number
 */
export function parseNumber(text: string): CtyNumber {
  const wanted = significand(text);
  if (wanted === undefined) {
    throw new Error(`not a number: ${JSON.stringify(text)}`);
  }
  if (/^[+-]?\d+$/.test(text)) {
    const whole = BigInt(text.replace("+", ""));
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
  }
  const near = Number(text);
  // cty compares numbers by their shortest decimal text, which is what String() prints.
  return Number.isFinite(near) && significand(String(near)) === wanted ? near : new Decimal(text);
}

/**
 * The decimal text that stands for the number on the wire and in JSON, without loss.
 *
 * @throws Error for NaN, which Terraform would crash on, and for infinities, which no configuration can hold
 */
export function formatNumber(value: CtyNumber): string {
  if (typeof value !== "number") {
    return value.toString();
  }
  if (!Number.isFinite(value)) {
    throw new Error(`${value} is not a number that Terraform can represent`);
  }
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** The same form for all texts of a number: sign, digits without outer zeros, power of ten. */
function significand(text: string): string | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") {
    return undefined;
  }
  const digits = (whole + fraction).replace(/^0+/, "");
  let end = digits.length;
  // Not by a pattern: /0+$/ takes time that grows with the square of the zeros inside.
  while (digits[end - 1] === "0") {
    end -= 1;
  }
  const trimmed = digits.slice(0, end);
  if (trimmed === "") {
    return "0";
  }
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - trimmed.length);
  return `${sign === "-" ? "-" : ""}${trimmed}e${power}`;
}
