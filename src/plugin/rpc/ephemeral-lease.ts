import type { Holding } from "../author/ephemeral-resource";
import type * as proto from "../protocol/generated/tfplugin6";

/** The data that a handler holds. */
export class Lease implements Holding<unknown> {
  #held: { readonly json: string; readonly renewAt: Date | undefined } | undefined;

  /** @throws RangeError for an invalid date */
  readonly hold = (data: unknown, renewAt?: Date): void => {
    if (Number.isNaN(renewAt?.getTime())) {
      throw new RangeError("renewAt is not a valid date");
    }
    this.#held = { json: JSON.stringify(data) ?? "null", renewAt };
  };

  /** For the calls to come; undefined when nothing is held. */
  get private(): Buffer | undefined {
    return this.#held && Buffer.from(this.#held.json);
  }

  get renewAt(): proto.Timestamp | undefined {
    const renewAt = this.#held?.renewAt;
    return renewAt && timestamp(renewAt);
  }
}

/** What was held, from the bytes that Terraform carried; undefined when nothing was. */
export function heldData(bytes: Uint8Array | undefined): { readonly data: unknown } | undefined {
  return bytes === undefined || bytes.length === 0
    ? undefined
    : { data: JSON.parse(Buffer.from(bytes).toString("utf8")) };
}

function timestamp(date: Date): proto.Timestamp {
  const seconds = Math.floor(date.getTime() / 1_000);
  return { seconds, nanos: (date.getTime() - seconds * 1_000) * 1_000_000 };
}
