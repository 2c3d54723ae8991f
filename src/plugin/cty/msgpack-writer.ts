/** How a length is written: up to `most` in so many bytes behind the first. */
interface LengthForm {
  readonly most: number;
  readonly first: number;
  readonly bytes: 1 | 2 | 4;
}

// Source: msgpack/spec.md, "Formats".
const TEXT: readonly LengthForm[] = [
  { most: 0xff, first: 0xd9, bytes: 1 },
  { most: 0xffff, first: 0xda, bytes: 2 },
  { most: 0xffff_ffff, first: 0xdb, bytes: 4 },
];
const BINARY: readonly LengthForm[] = [
  { most: 0xff, first: 0xc4, bytes: 1 },
  { most: 0xffff, first: 0xc5, bytes: 2 },
  { most: 0xffff_ffff, first: 0xc6, bytes: 4 },
];
const ARRAY: readonly LengthForm[] = [
  { most: 0xffff, first: 0xdc, bytes: 2 },
  { most: 0xffff_ffff, first: 0xdd, bytes: 4 },
];
const MAP: readonly LengthForm[] = [
  { most: 0xffff, first: 0xde, bytes: 2 },
  { most: 0xffff_ffff, first: 0xdf, bytes: 4 },
];

/**
 * Writes MessagePack, each value in its shortest form, into bytes of the right length: a first writer without bytes
 * measures. A library takes the whole value as plain objects first, and grows its bytes twofold: for a state of
 * megabytes, that is five times its size.
 */
export class MsgpackWriter {
  readonly #bytes: Buffer | null;
  /** How many bytes were written. */
  length = 0;

  /** @param bytes where they go; `null` only counts them */
  constructor(bytes: Buffer | null) {
    this.#bytes = bytes;
  }

  nil(): void {
    this.#put(0xc0, 1);
  }

  boolean(value: boolean): void {
    this.#put(value ? 0xc3 : 0xc2, 1);
  }

  /** @param value a safe integer */
  integer(value: number): void {
    if (value >= 0 ? value < 0x80 : value >= -0x20) {
      this.#put(value & 0xff, 1);
    } else if (value >= 0) {
      this.#unsigned(value);
    } else {
      this.#negative(value);
    }
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value, "utf8");
    if (bytes < 0x20) {
      this.#put(0xa0 | bytes, 1);
    } else {
      this.#length(bytes, TEXT);
    }
    this.#bytes?.write(value, this.length, "utf8");
    this.length += bytes;
  }

  binary(value: Uint8Array): void {
    this.#length(value.length, BINARY);
    this.#bytes?.set(value, this.length);
    this.length += value.length;
  }

  /** Begins a list of so many values, which come next. */
  array(count: number): void {
    if (count < 0x10) {
      this.#put(0x90 | count, 1);
    } else {
      this.#length(count, ARRAY);
    }
  }

  /** Begins a map of so many pairs, which come next. */
  map(count: number): void {
    if (count < 0x10) {
      this.#put(0x80 | count, 1);
    } else {
      this.#length(count, MAP);
    }
  }

  /** An extension of a type, from 0 to 127, with one byte of data, which is 0. */
  extension(type: number): void {
    this.#put(0xd4, 1);
    this.#put(type, 1);
    this.#put(0, 1);
  }

  #unsigned(value: number): void {
    if (value <= 0xff) {
      this.#put(0xcc, 1);
      this.#put(value, 1);
    } else if (value <= 0xffff) {
      this.#put(0xcd, 1);
      this.#put(value, 2);
    } else if (value <= 0xffff_ffff) {
      this.#put(0xce, 1);
      this.#put(value, 4);
    } else {
      this.#put(0xcf, 1);
      this.#put(Math.floor(value / 0x1_0000_0000), 4);
      this.#put(value % 0x1_0000_0000, 4);
    }
  }

  #negative(value: number): void {
    if (value >= -0x80) {
      this.#put(0xd0, 1);
      this.#put(value + 0x100, 1);
    } else if (value >= -0x8000) {
      this.#put(0xd1, 1);
      this.#put(value + 0x1_0000, 2);
    } else if (value >= -0x8000_0000) {
      this.#put(0xd2, 1);
      this.#put(value + 0x1_0000_0000, 4);
    } else {
      this.#put(0xd3, 1);
      const high = Math.floor(value / 0x1_0000_0000);
      this.#put(high + 0x1_0000_0000, 4);
      this.#put(value - high * 0x1_0000_0000, 4);
    }
  }

  #length(count: number, forms: readonly LengthForm[]): void {
    const form = forms.find(({ most }) => count <= most);
    if (form === undefined) {
      throw new RangeError(`MessagePack has no form for ${count} parts`);
    }
    this.#put(form.first, 1);
    this.#put(count, form.bytes);
  }

  #put(value: number, bytes: number): void {
    this.#bytes?.writeUIntBE(value, this.length, bytes);
    this.length += bytes;
  }
}
