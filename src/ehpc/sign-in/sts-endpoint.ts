import { EhpcError } from "../../base/errors";
import { parseEndpoint } from "../api/endpoint";
import { type Environment, fromEnvironment, isOn, variableWith } from "../api/environment";

/** What a profile may say about the STS to ask. */
export interface StsPlace {
  /** A host name. */
  host?: string | null;
  region?: string | null;
  vpc?: boolean;
}

/**
 * Where STS is asked: at the profile's host, else where `ALIBABA_CLOUD_ENDPOINT_STS` or `STS_ENDPOINT` points (a host
 * name, as the `alicloud` provider has it, or a URL), else in the region (the profile's, `ALIBABA_CLOUD_STS_REGION`, or
 * the provider's), inside the VPC with `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED=true`.
 *
 * Throws kind `configuration` for a place that cannot be used.
 */
export function stsEndpoint(environment: Environment, region: string | null, place: StsPlace = {}): string {
  const named = place.host ?? fromEnvironment("stsEndpoint", environment);
  if (named !== null) {
    return parsed(named, place.host ? null : variableWith("stsEndpoint", environment));
  }
  const own = place.region ?? fromEnvironment("stsRegion", environment) ?? region;
  if (own === null) {
    return "https://sts.aliyuncs.com";
  }
  const vpc = place.vpc === true || isOn("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", environment);
  return parsed(`${vpc ? "sts-vpc" : "sts"}.${own}.aliyuncs.com`, null);
}

function parsed(text: string, variable: string | null): string {
  try {
    return parseEndpoint(text.includes("://") ? text : `https://${text}`);
  } catch (error) {
    if (!(error instanceof EhpcError)) {
      throw error;
    }
    const where = variable === null ? "the profile" : `the environment variable ${variable}`;
    throw new EhpcError("configuration", `${error.message} Correct the STS endpoint in ${where}.`, {
      parameter: "assumeRole",
    });
  }
}
