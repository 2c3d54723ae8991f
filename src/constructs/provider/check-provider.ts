import {
  credentialsUriProblem,
  headerTextProblem,
  millisecondsProblem,
  secondsProblem,
} from "../../notation/connection-settings";
import { endpointProblem, regionProblem } from "../../notation/endpoint";
import {
  ecsRoleNameProblem,
  oidcProviderArnProblem,
  policyProblem,
  roleArnProblem,
  sessionLengthProblem,
  sessionNameProblem,
} from "../../notation/ram-role";
import type {
  EhpcProviderAssumeRole,
  EhpcProviderAssumeRoleWithOidc,
  EhpcProviderConfig,
} from "../bindings/provider";
import { checkWord } from "../check-word";
import { isLiteral } from "../is-literal";

/** What is wrong with a literal: the rest of a sentence that begins with its name. */
type Rule = (value: unknown) => string | undefined;

type Rules<Config> = { readonly [Name in keyof Config]?: Rule };

const OF_THE_PROVIDER: Rules<EhpcProviderConfig> = {
  region: whole(regionProblem),
  endpoint: whole(endpointProblem),
  ecsRoleName: text(ecsRoleNameProblem),
  credentialsUri: text(credentialsUriProblem),
  configurationSource: text(headerTextProblem),
  clientConnectTimeout: integer(millisecondsProblem),
  clientReadTimeout: integer(millisecondsProblem),
  maxRetryTimeout: integer(secondsProblem),
};

const OF_A_ROLE: Rules<EhpcProviderAssumeRole> = {
  roleArn: text(roleArnProblem),
  sessionName: text(sessionNameProblem),
  policy: text(policyProblem),
  sessionExpiration: integer(sessionLengthProblem),
};

const OF_A_TOKEN: Rules<EhpcProviderAssumeRoleWithOidc> = {
  oidcProviderArn: text(oidcProviderArnProblem),
  roleArn: text(roleArnProblem),
  roleSessionName: text(sessionNameProblem),
  policy: text(policyProblem),
  sessionExpiration: integer(sessionLengthProblem),
};

/**
 * Refuses arguments of a provider that the provider itself would refuse, by the same rules. Values that only Terraform
 * knows are left to it. What is refused is not repeated where it may let somebody in.
 *
 * @param owner the provider, as messages name it: `EhpcProvider "ehpc"`
 * @throws Error that names the property and says what would be right
 */
export function checkProvider(owner: string, config: EhpcProviderConfig): void {
  const { endpointType, assumeRole, assumeRoleWithOidc } = config;
  check(owner, "", config, OF_THE_PROVIDER);
  if (endpointType !== undefined) {
    checkWord(`${owner}: endpointType`, endpointType, ["public", "vpc"]);
  }
  if (assumeRole !== undefined) {
    check(owner, "assumeRole.", assumeRole, OF_A_ROLE);
  }
  if (assumeRoleWithOidc !== undefined) {
    check(owner, "assumeRoleWithOidc.", assumeRoleWithOidc, OF_A_TOKEN);
    refuseTwoTokens(owner, assumeRoleWithOidc);
  }
}

function check<Config extends object>(
  owner: string,
  place: string,
  config: Config,
  rules: Rules<Config>,
): void {
  for (const [name, value] of Object.entries(config)) {
    const rule: Rule | undefined = rules[name as keyof Config];
    const problem = value === undefined || value === null || !isLiteral(value) ? undefined : rule?.(value);
    if (problem !== undefined) {
      throw new Error(`${owner}: ${place}${name} ${problem}`);
    }
  }
}

function refuseTwoTokens(owner: string, { oidcToken, oidcTokenFile }: EhpcProviderAssumeRoleWithOidc): void {
  if ([oidcToken, oidcTokenFile].every((given) => isLiteral(given) && isGiven(given))) {
    throw new Error(
      `${owner}: assumeRoleWithOidc gives the token as oidcToken and as oidcTokenFile. Remove one of them.`,
    );
  }
}

function isGiven(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function text(problemOf: (text: string) => string | undefined): Rule {
  return (value) => (typeof value === "string" ? problemOf(value) : "must be a string.");
}

/** For a text whose problem is a whole sentence, and which counts as left out when it is blank. */
function whole(problemOf: (text: string) => string | undefined): Rule {
  return text((given) => {
    const problem = given.trim() === "" ? undefined : problemOf(given.trim());
    return problem === undefined ? undefined : `cannot be used. ${problem}`;
  });
}

function integer(problemOf: (value: number) => string | undefined): Rule {
  return (value) =>
    typeof value === "number" && Number.isSafeInteger(value) ? problemOf(value) : "must be a whole number.";
}
