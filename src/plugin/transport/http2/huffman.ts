import { ConnectionError, ErrorCode } from "./error";

/**
 * The number of bits in the code of each octet, from octet 0 on, as digits of base 32. The code is canonical: among codes
 * of one length, higher octets have higher codes, so the lengths define it. Source: RFC 7541 appendix B.
 */
const LENGTHS =
  "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca" +
  "d67777777777777777777777878djde6f56565666577666567655677777fbeds" +
  "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn" +
  "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq";

/** All codes of one length. */
interface CodesOfLength {
  /** The lowest code of this length. */
  readonly first: number;
  /** Their octets, in the order of the codes. */
  readonly octets: readonly number[];
}

let codes: readonly CodesOfLength[] | undefined;

/** By length. Made for the first encoded text. */
function makeCodes(): readonly CodesOfLength[] {
  const longest = 30;
  const made: CodesOfLength[] = [];
  let next = 0;
  for (let length = 0; length <= longest; length += 1) {
    const digit = length.toString(32);
    const octets = Array.from(LENGTHS, (each, octet) => (each === digit ? octet : -1)).filter((o) => o >= 0);
    made.push({ first: next, octets });
    next = (next + octets.length) * 2;
  }
  return made;
}

/**
 * Decodes a Huffman-encoded text, one character per octet.
 *
 * @throws ConnectionError for an unknown code, and for padding that is too long or not all ones
 */
export function decodeHuffman(bytes: Uint8Array): string {
  codes ??= makeCodes();
  let text = "";
  let code = 0;
  let length = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      code = (code << 1) | ((byte >> bit) & 1);
      length += 1;
      const known = codes[length];
      if (known === undefined) {
        throw unreadable();
      }
      const octet = known.octets[code - known.first];
      if (octet === undefined) {
        continue;
      }
      text += String.fromCharCode(octet);
      code = 0;
      length = 0;
    }
  }
  // What is left is the beginning of the longest code, which is all ones, and shorter than an octet.
  if (length > 7 || code !== (1 << length) - 1) {
    throw unreadable();
  }
  return text;
}

function unreadable(): ConnectionError {
  return new ConnectionError(ErrorCode.compressionError, "A Huffman code is invalid.");
}
