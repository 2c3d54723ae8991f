/** Most values in one message, those inside others counted too: far more than a plan has, and less than fills the memory. */
const MAX_VALUES = 4_000_000;

/** Deepest nesting of lists and maps: far deeper than a schema is, and less than fills the stack. */
const MAX_DEPTH = 1_000;

/** What follows a byte that begins a value. */
interface Form {
  /** How many bytes tell the length that comes next. */
  readonly lengthBytes: number;
  /** Bytes beside those that the length counts, such as the type of an extension. */
  readonly otherBytes: number;
  /** What the length counts. */
  readonly counts: "bytes" | "elements" | "pairs";
}

/** The forms behind the first bytes 0xc0 to 0xdf. Source: msgpack/spec.md, "Formats"; 0xc1 is never used. */
const FORMS: readonly (Form | null)[] = [
  fixed(0),
  null,
  fixed(0),
  fixed(0),
  ...[1, 2, 4].map((lengthBytes) => counted(lengthBytes, "bytes")),
  ...[1, 2, 4].map((lengthBytes) => counted(lengthBytes, "bytes", 1)),
  ...[4, 8].map(fixed),
  ...[1, 2, 4, 8].map(fixed),
  ...[1, 2, 4, 8].map(fixed),
  ...[1, 2, 4, 8, 16].map((bytes) => fixed(bytes + 1)),
  ...[1, 2, 4].map((lengthBytes) => counted(lengthBytes, "bytes")),
  ...[2, 4].map((lengthBytes) => counted(lengthBytes, "elements")),
  ...[2, 4].map((lengthBytes) => counted(lengthBytes, "pairs")),
];

function fixed(otherBytes: number): Form {
  return { lengthBytes: 0, otherBytes, counts: "bytes" };
}

function counted(lengthBytes: number, counts: Form["counts"], otherBytes = 0): Form {
  return { lengthBytes, otherBytes, counts };
}

/**
 * Returns what is wrong with the lengths in a MessagePack value, as a clause; null if they hold. The decoder makes room for
 * as many elements as a header promises, and five bytes promise four thousand million: it may get only values that pass
 * here. Every element is at least a byte: lists and maps that are still open never promise more than the remaining bytes.
 */
export function lengthFault(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** By depth, how many values are still to come. */
  const open = [1];
  /** The sum of those. */
  let owed = 1;
  let values = 0;
  let at = 0;
  while (owed > 0) {
    const depth = open.length - 1;
    if (open[depth] === 0) {
      open.pop();
      continue;
    }
    if (at >= bytes.length) {
      return "it ends too early";
    }
    open[depth] = (open[depth] as number) - 1;
    owed -= 1;
    values += 1;
    const first = bytes[at] as number;
    at += 1;
    const inner = bytesAndElements(view, first, at);
    if (inner === null) {
      return `no value begins with the byte 0x${first.toString(16)}`;
    }
    at += inner.bytes;
    owed += inner.elements;
    if (at + owed > bytes.length) {
      return "it promises more than it holds";
    }
    if (values + owed > MAX_VALUES) {
      return `it holds more than ${MAX_VALUES} values`;
    }
    if (inner.elements > 0 && open.push(inner.elements) > MAX_DEPTH) {
      return `it is nested more than ${MAX_DEPTH} levels deep`;
    }
  }
  return at < bytes.length ? "something follows its end" : null;
}

/** What belongs to the value that begins with a byte: bytes after that one, then whole values. Null for no value. */
function bytesAndElements(
  view: DataView,
  first: number,
  at: number,
): { bytes: number; elements: number } | null {
  if (first < 0x80 || first >= 0xe0) {
    return { bytes: 0, elements: 0 };
  }
  if (first < 0x90) {
    return { bytes: 0, elements: 2 * (first & 0x0f) };
  }
  if (first < 0xa0) {
    return { bytes: 0, elements: first & 0x0f };
  }
  if (first < 0xc0) {
    return { bytes: first & 0x1f, elements: 0 };
  }
  const form = FORMS[first - 0xc0];
  if (form === null || form === undefined) {
    return null;
  }
  const { lengthBytes, otherBytes, counts } = form;
  const length = at + lengthBytes > view.byteLength ? 0 : lengthIn(view, at, lengthBytes);
  return {
    bytes: lengthBytes + otherBytes + (counts === "bytes" ? length : 0),
    elements: counts === "bytes" ? 0 : counts === "pairs" ? 2 * length : length,
  };
}

function lengthIn(view: DataView, at: number, bytes: number): number {
  switch (bytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at);
    case 4:
      return view.getUint32(at);
    default:
      return 0;
  }
}
