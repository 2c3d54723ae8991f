import { ConnectionError, ErrorCode, violation } from "./error";
import { Flag, type Frame, FrameType, withoutPadding } from "./frame";

/** A complete header block. */
export interface HeaderBlock {
  readonly streamId: number;
  /** From the frame that started it. */
  readonly flags: number;
  readonly bytes: Buffer;
}

const MAX_BYTES = 64 * 1024;
const MAX_FRAMES = 64;

/**
 * Assembles header blocks. A block starts with a HEADERS frame and may continue in CONTINUATION frames, with no other
 * frame between them. Source: RFC 9113 section 4.3.
 */
export class HeaderAssembly {
  #begun: { streamId: number; flags: number; parts: Buffer[]; length: number } | undefined;

  /** Throws `ConnectionError` for a frame that interrupts a block. */
  refuseInterruption({ type }: Frame): void {
    if (this.#begun !== undefined && type !== FrameType.continuation) {
      throw violation("a header block was interrupted");
    }
  }

  /** Takes HEADERS; returns the block if it is complete. */
  begin(received: Frame): HeaderBlock | undefined {
    const { streamId, flags } = received;
    if (streamId % 2 === 0) {
      throw violation("requests have odd numbers");
    }
    let block = withoutPadding(received);
    if (flags & Flag.priority) {
      block = block.subarray(5);
    }
    this.#begun = { streamId, flags, parts: [block], length: block.length };
    return flags & Flag.endHeaders ? this.#end() : undefined;
  }

  /** Takes CONTINUATION; returns the block if it is complete. */
  goOn({ streamId, flags, payload }: Frame): HeaderBlock | undefined {
    const begun = this.#begun;
    if (begun?.streamId !== streamId) {
      throw violation("a header block goes on that did not begin");
    }
    begun.parts.push(payload);
    begun.length += payload.length;
    if (begun.length > MAX_BYTES || begun.parts.length > MAX_FRAMES) {
      throw new ConnectionError(ErrorCode.enhanceYourCalm, "A header block is too long.");
    }
    return flags & Flag.endHeaders ? this.#end() : undefined;
  }

  #end(): HeaderBlock | undefined {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun === undefined) {
      return undefined;
    }
    const { streamId, flags, parts } = begun;
    const [only] = parts;
    return { streamId, flags, bytes: parts.length === 1 && only ? only : Buffer.concat(parts) };
  }
}
