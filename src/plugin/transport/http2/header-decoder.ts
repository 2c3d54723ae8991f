import { ConnectionError, ErrorCode } from "./error";
import { decodeHuffman } from "./huffman";
import { type HeaderField, STATIC_TABLE } from "./static-table";

/** The default size of the dynamic table, in bytes. Source: RFC 9113 section 6.5.2. */
const TABLE_BYTES = 4096;

/** Maximum number of decoded blocks to keep: Terraform calls the same few methods repeatedly. */
const MAX_KNOWN_BLOCKS = 32;

/** The overhead of an entry, besides its name and value. Source: RFC 7541 section 4.1. */
const ENTRY_BYTES = 32;

/** Decodes the header blocks of one connection, in the order in which they were sent. */
export interface HeaderDecoder {
  /** The fields of a block; for a duplicate name the last one. @throws ConnectionError */
  decode(block: Buffer): ReadonlyMap<string, string>;
}

/** HPACK as in RFC 7541: literals, both tables, Huffman codes. */
export function createHeaderDecoder(): HeaderDecoder {
  /** Blocks that refer only to table entries, as in repeated calls. They are valid until the table changes. */
  const known = new Map<string, ReadonlyMap<string, string>>();
  /** The newest first. */
  const table: HeaderField[] = [];
  let bytes = 0;
  let capacity = TABLE_BYTES;

  function shrinkTo(size: number): void {
    while (bytes > size) {
      bytes -= sizeOf(table.pop() ?? ["", ""]);
    }
  }

  function add(field: HeaderField): void {
    known.clear();
    const size = sizeOf(field);
    shrinkTo(capacity - size);
    if (size > capacity) {
      return;
    }
    table.unshift(field);
    bytes += size;
  }

  function fieldAt(index: number): HeaderField {
    const field =
      index <= STATIC_TABLE.length ? STATIC_TABLE[index - 1] : table[index - STATIC_TABLE.length - 1];
    if (field === undefined) {
      throw broken("a header field that is in no table");
    }
    return field;
  }

  function literal(reader: BlockReader, prefixBits: number): HeaderField {
    const index = reader.integer(prefixBits);
    const name = index === 0 ? reader.text() : fieldAt(index)[0];
    return [name, reader.text()];
  }

  return {
    decode(block) {
      const key = block.toString("latin1");
      const before = known.get(key);
      if (before !== undefined) {
        return before;
      }
      const reader = new BlockReader(block);
      const fields = new Map<string, string>();
      let indexed = true;
      while (reader.more) {
        const first = reader.peek();
        indexed &&= first >= 0x80;
        if ((first & 0xe0) === 0x20) {
          capacity = reader.integer(5);
          if (capacity > TABLE_BYTES) {
            throw broken("a larger table than was offered");
          }
          known.clear();
          shrinkTo(capacity);
          continue;
        }
        let field: HeaderField;
        if (first >= 0x80) {
          field = fieldAt(reader.integer(7));
        } else if (first >= 0x40) {
          field = literal(reader, 6);
          add(field);
        } else {
          field = literal(reader, 4);
        }
        fields.set(field[0], field[1]);
      }
      if (indexed && known.size < MAX_KNOWN_BLOCKS) {
        known.set(key, fields);
      }
      return fields;
    },
  };
}

function sizeOf([name, value]: HeaderField): number {
  return name.length + value.length + ENTRY_BYTES;
}

/** The primitive types of RFC 7541 section 5. */
class BlockReader {
  #at = 0;

  constructor(private readonly block: Buffer) {}

  get more(): boolean {
    return this.#at < this.block.length;
  }

  peek(): number {
    const byte = this.block[this.#at];
    if (byte === undefined) {
      throw broken("a header block that ends too early");
    }
    return byte;
  }

  integer(prefixBits: number): number {
    const most = (1 << prefixBits) - 1;
    let value = this.#next() & most;
    if (value < most) {
      return value;
    }
    // At most four more bytes: far more than any length or index here needs.
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = this.#next();
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) {
        return value;
      }
    }
    throw broken("too large a number");
  }

  text(): string {
    const huffman = this.peek() >= 0x80;
    const length = this.integer(7);
    const end = this.#at + length;
    if (end > this.block.length) {
      throw broken("a header block that ends too early");
    }
    const bytes = this.block.subarray(this.#at, end);
    this.#at = end;
    return huffman ? decodeHuffman(bytes) : bytes.toString("latin1");
  }

  #next(): number {
    const byte = this.peek();
    this.#at += 1;
    return byte;
  }
}

function broken(what: string): ConnectionError {
  return new ConnectionError(ErrorCode.compressionError, `The peer sent ${what}.`);
}
