import {
  credentialsUriProblem,
  headerTextProblem,
  millisecondsProblem,
  secondsProblem,
} from "../../notation/connection-settings";
import { ecsRoleNameProblem } from "../../notation/ram-role";
import { integer, optional, refine, string } from "../../plugin/schema/attribute";
import { oneOf } from "../text-types";
import { assumeRole, assumeRoleWithOidc } from "./assume-role-schema";

const milliseconds = refine(integer, millisecondsProblem);
const seconds = refine(integer, secondsProblem);

/** The arguments of `provider "ehpc"`, with the names of the `alicloud` provider. */
export const providerAttributes = {
  region: optional(
    string,
    "Region of the cluster, such as `cn-hangzhou`. It selects the endpoint. Environment: `ALICLOUD_REGION`, `ALIBABA_CLOUD_REGION`. Required unless `endpoint` is set.",
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
  profile: optional(
    string,
    "Profile of the credentials file to sign in with. If no region is set, the provider uses the region of this profile. Environment: `ALICLOUD_PROFILE`, `ALIBABA_CLOUD_PROFILE`.",
  ),
  shared_credentials_file: optional(
    string,
    "Path of the credentials file: JSON as the `aliyun` command writes it, or an ini file as Alibaba Cloud's SDKs read it. Environment: `ALICLOUD_SHARED_CREDENTIALS_FILE`, `ALIBABA_CLOUD_CREDENTIALS_FILE`. Default: `~/.aliyun/config.json`.",
  ),
  ecs_role_name: optional(
    refine(string, ecsRoleNameProblem),
    "RAM role of the ECS instance that Terraform runs on. The credentials come from the instance's metadata service. Environment: `ALICLOUD_ECS_ROLE_NAME`, `ALIBABA_CLOUD_ECS_METADATA`.",
  ),
  credentials_uri: optional(
    refine(string, credentialsUriProblem),
    "URL that returns temporary credentials, such as the URL of a sidecar. Environment: `ALICLOUD_CREDENTIALS_URI`, `ALIBABA_CLOUD_CREDENTIALS_URI`.",
  ),
  assume_role: assumeRole,
  assume_role_with_oidc: assumeRoleWithOidc,
  endpoint: optional(
    string,
    "URL of the endpoint to use instead of the region's, such as `http://127.0.0.1:8910` for the local emulator. It takes precedence over `region`, even if it comes from the environment. Plain `http` is accepted for loopback addresses only. Environment: `EHPC_ENDPOINT`.",
  ),
  endpoint_type: optional(
    oneOf("public", "vpc"),
    "Endpoint of the region to use: `public`, or `vpc`, which is reachable only from a virtual private cloud in that region. Ignored if `endpoint` is set. Default: `public`.",
  ),
  client_connect_timeout: optional(
    milliseconds,
    "Maximum time to connect to the endpoint, in milliseconds, for each attempt. It includes the time to connect through a proxy. Environment: `CLIENT_CONNECT_TIMEOUT`. Default: `60000`.",
  ),
  client_read_timeout: optional(
    milliseconds,
    "Maximum time to wait for a response, in milliseconds, for each attempt. Environment: `CLIENT_READ_TIMEOUT`. Default: `60000`.",
  ),
  configuration_source: optional(
    refine(string, headerTextProblem),
    "Text to add to the User-Agent of every request, to identify the requests in audit logs. Up to 1024 printable ASCII characters. Environment: `TF_APPEND_USER_AGENT`.",
  ),
  max_retry_timeout: optional(
    seconds,
    "Maximum time to retry a request after throttling or a temporary fault, in seconds. `0` means the default. Environment: `MAX_RETRY_TIMEOUT`. Default: `60`.",
  ),
};
