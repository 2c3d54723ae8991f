import { type Clock, systemClock } from "../../base/clock";
import { type Log, silentLog } from "../../base/log";
import { Secret } from "../../base/secret";
import { type CredentialSource, type Credentials, staticCredentials } from "../api/credentials";
import type { Environment } from "../api/environment";
import { isStatic, type SignInSettings } from "./settings";
import type { SignInSetting } from "./sign-in-error";

export interface SignInOptions {
  environment: Environment;
  /** The region that is asked; it has an STS of its own. @default none: STS of all regions */
  region?: string | null;
  /** @default the computer's clock */
  clock?: Clock;
  /** @default nothing is logged */
  log?: Log;
  /** Told of every secret that comes in, before it is used; again whenever one is replaced. @default nobody */
  conceal?: (secret: Secret) => void;
  /** How the user writes a setting, such as `"profile" of the provider`. @default not at all */
  nameOf?: (setting: SignInSetting) => string | null;
}

/**
 * The source of the credentials that the settings mean. An access key is given as it is; everything else is loaded and
 * asked when the source is first asked, and refreshed by itself from then on.
 *
 * The source throws what `createSignIn` throws, and tries again when it is asked again.
 */
export function signIn(settings: SignInSettings, options: SignInOptions): CredentialSource {
  const { accessKeySecret, securityToken } = settings.accessKey;
  for (const secret of [accessKeySecret, securityToken]) {
    if (secret) {
      options.conceal?.(new Secret(secret));
    }
  }
  if (isStatic(settings)) {
    return staticCredentials(settings.accessKey);
  }
  let signedIn: CredentialSource | null = null;

  async function source(signal: AbortSignal): Promise<Credentials> {
    signedIn ??= await load(signal);
    return signedIn(signal);
  }

  let loading: Promise<CredentialSource> | null = null;
  function load(signal: AbortSignal): Promise<CredentialSource> {
    loading ??= begin(settings, options, signal).finally(() => {
      loading = null;
    });
    return loading;
  }

  return Object.assign(source, { expired: (refused: Credentials) => signedIn?.expired?.(refused) ?? false });
}

async function begin(
  settings: SignInSettings,
  options: SignInOptions,
  signal: AbortSignal,
): Promise<CredentialSource> {
  const [{ createSignIn }, { createHttpSender }] = await Promise.all([
    import("./create-sign-in"),
    import("../http/http"),
  ]);
  const log = options.log ?? silentLog;
  const tools = {
    environment: options.environment,
    region: options.region ?? null,
    clock: options.clock ?? systemClock,
    log,
    conceal: options.conceal ?? (() => {}),
    nameOf: options.nameOf ?? (() => null),
    sender: createHttpSender(options.environment, log),
    directSender: createHttpSender({}),
  };
  return createSignIn(settings, tools, signal);
}
