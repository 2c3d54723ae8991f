import {
  credentialsUriProblem,
  headerTextProblem,
  millisecondsProblem,
  secondsProblem,
} from "../../notation/connection-settings";
import { ecsRoleNameProblem } from "../../notation/ram-role";
import { optional } from "../../plugin/schema/attribute";
import { integer, refine, string } from "../../plugin/schema/attribute-type";
import { oneOf } from "../text-types";
import { assumeRole, assumeRoleWithOidc } from "./assume-role-schema";

const milliseconds = refine(integer, millisecondsProblem);
const seconds = refine(integer, secondsProblem);

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
  profile: optional(
    string,
    "Profile of the credentials file to sign in with, and whose region serves where none is given. Environment: `ALICLOUD_PROFILE`, `ALIBABA_CLOUD_PROFILE`.",
  ),
  shared_credentials_file: optional(
    string,
    "Credentials file: JSON as the `aliyun` command writes it, or an ini file as Alibaba Cloud's SDKs read it. Environment: `ALICLOUD_SHARED_CREDENTIALS_FILE`, `ALIBABA_CLOUD_CREDENTIALS_FILE`. Default: `~/.aliyun/config.json`.",
  ),
  ecs_role_name: optional(
    refine(string, ecsRoleNameProblem),
    "RAM role of the ECS instance that Terraform runs on; its credentials come from the instance's metadata service. Environment: `ALICLOUD_ECS_ROLE_NAME`, `ALIBABA_CLOUD_ECS_METADATA`.",
  ),
  credentials_uri: optional(
    refine(string, credentialsUriProblem),
    "URL that answers with temporary credentials, such as a sidecar's. Environment: `ALICLOUD_CREDENTIALS_URI`, `ALIBABA_CLOUD_CREDENTIALS_URI`.",
  ),
  assume_role: assumeRole,
  assume_role_with_oidc: assumeRoleWithOidc,
  endpoint: optional(
    string,
    "URL of an endpoint that replaces the regional one, such as the local emulator's `http://127.0.0.1:8910`. Environment: `EHPC_ENDPOINT`. It comes before `region`, from wherever it is given. Plain `http` is accepted for loopback addresses only.",
  ),
  endpoint_type: optional(
    oneOf("public", "vpc"),
    "Which endpoint of the region is asked: `public`, or `vpc`, which is reached from inside a virtual private cloud of the region. An `endpoint` comes before it. Default: `public`.",
  ),
  client_connect_timeout: optional(
    milliseconds,
    "Milliseconds for reaching the endpoint, in each attempt, through a proxy too. Environment: `CLIENT_CONNECT_TIMEOUT`. Default: `60000`.",
  ),
  client_read_timeout: optional(
    milliseconds,
    "Milliseconds for an answer, in each attempt. Environment: `CLIENT_READ_TIMEOUT`. Default: `60000`.",
  ),
  configuration_source: optional(
    refine(string, headerTextProblem),
    "Text that is added to the User-Agent of every request, to recognise them by in audit logs: up to 1024 printable ASCII characters. Environment: `TF_APPEND_USER_AGENT`.",
  ),
  max_retry_timeout: optional(
    seconds,
    "Seconds in which a request that was throttled or that met a passing fault is tried again. Environment: `MAX_RETRY_TIMEOUT`. Default, also for `0`: `60`.",
  ),
};
