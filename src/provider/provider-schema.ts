import { optional } from "../plugin/schema/attribute";
import { integer, refine, string } from "../plugin/schema/attribute-type";

const milliseconds = refine(integer, (value) =>
  value > 0 ? undefined : "must be at least 1 (milliseconds).",
);
const seconds = refine(integer, (value) => (value >= 0 ? undefined : "must not be negative (seconds)."));

/** The arguments of `provider "ehpc"`, named as those of the `alicloud` provider. */
export const providerAttributes = {
  region: optional(
    string,
    "Region of the clusters, such as `cn-hangzhou`. It selects the endpoint. Environment: `ALICLOUD_REGION`, `ALIBABA_CLOUD_REGION`. Required unless `endpoint` is set.",
  ),
  access_key: optional(
    string,
    "Access key ID. Environment: `ALICLOUD_ACCESS_KEY`, `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABACLOUD_ACCESS_KEY_ID`.",
  ),
  secret_key: optional(
    string,
    "Access key secret. Environment: `ALICLOUD_SECRET_KEY`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, `ALIBABACLOUD_ACCESS_KEY_SECRET`.",
    { sensitive: true },
  ),
  security_token: optional(
    string,
    "STS token of temporary credentials. Environment: `ALICLOUD_SECURITY_TOKEN`, `ALIBABA_CLOUD_SECURITY_TOKEN`, `ALIBABACLOUD_SECURITY_TOKEN`.",
    { sensitive: true },
  ),
  endpoint: optional(
    string,
    "URL of an endpoint that replaces the regional one, such as the local emulator's `http://127.0.0.1:8910`. Environment: `EHPC_ENDPOINT`. It comes before `region`, from wherever it is given. Plain `http` is accepted for loopback addresses only.",
  ),
  client_connect_timeout: optional(
    milliseconds,
    "Milliseconds for reaching the endpoint, in each attempt. Default: `60000`.",
  ),
  client_read_timeout: optional(
    milliseconds,
    "Milliseconds for an answer, in each attempt. Default: `60000`.",
  ),
  max_retry_timeout: optional(
    seconds,
    "Seconds in which a request that was throttled or that met a passing fault is tried again. Default, also for `0`: `60`.",
  ),
};
