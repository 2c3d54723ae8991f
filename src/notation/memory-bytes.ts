import { NotationError } from "./notation-error";
import { Scanner } from "./scanner";

const BLANKS = /\s+/y;
const ZEROS = /0+/y;
const DIGITS = /[0-9]+/y;
const LETTERS = /[A-Za-z]+/y;

/** Digits of 2^53 - 1. A longer number is larger and is not computed. */
const MAX_DIGITS = 16;

/**
 * A decimal fraction of `k` digits, the last of them not 0, is a whole number of bytes only if its unit has the factor
 * 2^k. The largest unit here, an exaword, is 2^63 bytes.
 */
const MAX_DECIMALS = 63;

const BYTES_PER_WORD = 8n;

/** Bytes of a unit, in lower case. {@link PER_NODE} has the suffixes of Slurm, "n" and "c". */
const BYTES: ReadonlyMap<string, bigint> = new Map([
  ["", 1n],
  ["b", 1n],
  ["w", BYTES_PER_WORD],
  ...["k", "m", "g", "t", "p", "e"].flatMap((letter, index) => {
    const bytes = 1024n ** BigInt(index + 1);
    const units: [string, bigint][] = [
      [letter, bytes], // Slurm
      [`${letter}b`, bytes], // PBS
      [`${letter}w`, bytes * BYTES_PER_WORD], // PBS
      [`${letter}ib`, bytes], // IEC
    ];
    return units;
  }),
]);

/** The suffix of Slurm's `sacct`: "4Gn" per node, "4Gc" per core. */
const PER_NODE = /^([kmgtpe]?)[nc]$/;

/**
 * The bytes of an amount of memory as schedulers write it: `"512mb"` gives 536870912. Letters may be small or capital,
 * and blanks may stand around the number and the unit. All units are powers of 1024, as they are in PBS
 * and Slurm; Grid Engine means powers of 1000 by its small letters.
 *
 * | notation | units |
 * | --- | --- |
 * | PBS, and E-HPC's own examples | `b`, `kb`, `mb`, `gb`, `tb`, `pb`; words of 8 bytes: `w`, `kw`, `mw`, `gw`, `tw`, `pw`; also `eb` and `ew`, which OpenPBS refuses |
 * | Slurm | `K`, `M`, `G`, `T`, `P`, `E`, also with the `n` or `c` of `sacct` (`4Gn`: for each node, `4Gc`: for each core), which do not change the amount |
 * | IEC | `KiB`, `MiB`, `GiB`, `TiB`, `PiB`, `EiB` |
 *
 * A number without a unit is bytes, as in PBS. Slurm reads a bare number of a request as megabytes, but writes units
 * into everything it prints, and so does E-HPC; and an amount in bytes stays the same when it is read again. Whoever
 * has a bare number of Slurm's appends the `M`.
 *
 * `sacct` rounds the figures that it prints with a unit: `1.46G` is no whole number of bytes, and `0.00G`, read as 0, need
 * not be nothing.
 *
 * Fractions are read where they are a whole number of bytes, such as `1.5gb`. Throws {@link NotationError} for other
 * fractions, for more than 2^53 - 1 bytes (9007199254740991: beyond it numbers would be rounded), and for any other
 * text, blank ones included.
 */
export function memoryBytes(text: string): number {
  const scanner = new Scanner(text);
  scanner.take(BLANKS);
  const zeros = scanner.take(ZEROS);
  const whole = scanner.take(DIGITS);
  if (zeros === "" && whole === "") {
    throw notMemory(text);
  }
  const decimals = scanner.accept(".") ? significant(scanner) : "";
  scanner.take(BLANKS);
  const isZero = whole === "" && decimals === "";
  const unit = unitOf(scanner.take(LETTERS).toLowerCase(), isZero);
  scanner.take(BLANKS);
  if (unit === undefined || !scanner.done) {
    throw notMemory(text);
  }
  if (whole.length > MAX_DIGITS) {
    throw tooMuch(text);
  }
  if (decimals.length > MAX_DECIMALS) {
    throw notWhole(text);
  }
  const scale = 10n ** BigInt(decimals.length);
  const scaled = BigInt(`0${whole}${decimals}`) * unit;
  if (scaled > BigInt(Number.MAX_SAFE_INTEGER) * scale) {
    throw tooMuch(text);
  }
  if (scaled % scale !== 0n) {
    throw notWhole(text);
  }
  return Number(scaled / scale);
}

/** The digits behind the point, without the zeros at their end. */
function significant(scanner: Scanner): string {
  const digits = scanner.take(DIGITS);
  if (digits === "") {
    throw notMemory(scanner.text);
  }
  let end = digits.length;
  while (digits[end - 1] === "0") {
    end -= 1;
  }
  return digits.slice(0, end);
}

/** The unit of a bare number with "n" or "c" is unknown; only zero is zero in any unit. */
function unitOf(letters: string, isZero: boolean): bigint | undefined {
  const perNode = PER_NODE.exec(letters)?.[1];
  return BYTES.get(perNode !== undefined && (perNode !== "" || isZero) ? perNode : letters);
}

function notMemory(text: string): NotationError {
  return new NotationError(text, 'is not an amount of memory; examples are "512mb", "4G" and "1.5GiB"');
}

function notWhole(text: string): NotationError {
  return new NotationError(text, 'is not a whole number of bytes; use a smaller unit, such as "1536mb"');
}

function tooMuch(text: string): NotationError {
  return new NotationError(text, `is more than ${Number.MAX_SAFE_INTEGER} bytes`);
}
