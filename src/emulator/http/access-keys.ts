import { randomBytes } from "node:crypto";
import { Secret } from "../../base/secret";
import type { ScenarioCredentials } from "../scenario/scenario";

/** Temporary credentials, as STS gives them. */
export interface IssuedCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  /** Requests must carry it. */
  securityToken: string;
  /** When they expire, by the emulator's clock. */
  expiration: Date;
}

/** An access key as requests are checked against it. */
export interface AccessKey {
  secret: Secret;
  /** The token that requests must carry; `null` if none is required. */
  securityToken: string | null;
  /** Unix time in milliseconds. */
  expiresAtMs: number;
}

/** The access keys of an emulator: a permanent one, and any number of temporary ones. */
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
          expiresAtMs: now.getTime() + lifetimeSeconds * 1_000,
        },
      ]),
    );
  }

  /** Makes new credentials. @param lifetimeSeconds at least 0; with 0 they expire before their first use */
  issue(lifetimeSeconds: number, now: Date): IssuedCredentials {
    const expiresAtMs = now.getTime() + lifetimeSeconds * 1_000;
    const credentials = {
      accessKeyId: `STS.${randomBytes(12).toString("hex")}`,
      accessKeySecret: randomBytes(24).toString("hex"),
      securityToken: randomBytes(96).toString("base64"),
      expiration: new Date(expiresAtMs),
    };
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    this.#issued.set(accessKeyId, { secret: new Secret(accessKeySecret), securityToken, expiresAtMs });
    return credentials;
  }

  /** Expires temporary credentials at once. Any other key stays valid. */
  revoke(accessKeyId: string): void {
    const key = this.#issued.get(accessKeyId) ?? this.#scripted.get(accessKeyId);
    if (key !== undefined) {
      key.expiresAtMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** @param securityToken the token that the scenario requires with the permanent key */
  find(accessKeyId: string, securityToken: string | undefined): AccessKey | undefined {
    if (accessKeyId === this.accessKeyId) {
      return {
        secret: this.#secret,
        securityToken: securityToken ?? null,
        expiresAtMs: Number.POSITIVE_INFINITY,
      };
    }
    return this.#issued.get(accessKeyId) ?? this.#scripted.get(accessKeyId);
  }
}
