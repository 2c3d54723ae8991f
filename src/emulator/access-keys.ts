import { randomBytes } from "node:crypto";
import { Secret } from "../base/secret";
import type { ScenarioCredentials } from "./scenario";

/** Temporary credentials, as STS gives them. */
export interface IssuedCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  /** Requests must carry it. */
  securityToken: string;
  /** When they lapse, by the emulator's clock. */
  expiration: Date;
}

/** An access key as requests are checked against it. */
export interface AccessKey {
  secret: Secret;
  /** The token that requests must carry; `null` where none is asked for. */
  securityToken: string | null;
  /** Unix time in milliseconds. */
  lapsesAtMs: number;
}

/** The access keys of an emulator: one that lasts, and any number that lapse. */
export class AccessKeys {
  readonly #issued = new Map<string, AccessKey>();
  #scripted: ReadonlyMap<string, AccessKey> = new Map();
  readonly #secret: Secret;

  constructor(
    private readonly accessKeyId: string,
    accessKeySecret: string,
  ) {
    this.#secret = new Secret(accessKeySecret);
  }

  /** Replaces the scenario's credentials, whose lifetimes begin now. */
  script(credentials: Readonly<Record<string, ScenarioCredentials>>, now: Date): void {
    this.#scripted = new Map(
      Object.entries(credentials).map(([id, { accessKeySecret, securityToken, lifetimeSeconds }]) => [
        id,
        {
          secret: new Secret(accessKeySecret),
          securityToken,
          lapsesAtMs: now.getTime() + lifetimeSeconds * 1_000,
        },
      ]),
    );
  }

  /** Makes new credentials. @param lifetimeSeconds from 0: such lapse before their first use */
  issue(lifetimeSeconds: number, now: Date): IssuedCredentials {
    const lapsesAtMs = now.getTime() + lifetimeSeconds * 1_000;
    const credentials = {
      accessKeyId: `STS.${randomBytes(12).toString("hex")}`,
      accessKeySecret: randomBytes(24).toString("hex"),
      securityToken: randomBytes(96).toString("base64"),
      expiration: new Date(lapsesAtMs),
    };
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    this.#issued.set(accessKeyId, { secret: new Secret(accessKeySecret), securityToken, lapsesAtMs });
    return credentials;
  }

  /** Makes temporary credentials lapse at once. Any other key stays as it is. */
  revoke(accessKeyId: string): void {
    const key = this.#issued.get(accessKeyId) ?? this.#scripted.get(accessKeyId);
    if (key !== undefined) key.lapsesAtMs = Number.NEGATIVE_INFINITY;
  }

  /** @param securityToken what the scenario asks of the key that lasts */
  find(accessKeyId: string, securityToken: string | undefined): AccessKey | undefined {
    if (accessKeyId === this.accessKeyId) {
      return {
        secret: this.#secret,
        securityToken: securityToken ?? null,
        lapsesAtMs: Number.POSITIVE_INFINITY,
      };
    }
    return this.#issued.get(accessKeyId) ?? this.#scripted.get(accessKeyId);
  }
}
