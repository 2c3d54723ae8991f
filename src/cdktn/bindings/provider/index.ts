// docs/index.md
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktn from 'cdktn';
import { requireOwnKit } from '../../own-kit';

// Configuration

export interface EhpcProviderConfig {
  /**
  * Region of the cluster, such as `cn-hangzhou`. It selects the endpoint. Environment: `ALICLOUD_REGION`, `ALIBABA_CLOUD_REGION`. Required unless `endpoint` is set.
  *
  * See `region` in docs/index.md.
  */
  readonly region?: string;
  /**
  * Access key ID. Environment: `ALICLOUD_ACCESS_KEY`, `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABACLOUD_ACCESS_KEY_ID`.
  *
  * See `access_key` in docs/index.md.
  */
  readonly accessKey?: string;
  /**
  * Access key secret. Environment: `ALICLOUD_SECRET_KEY`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, `ALIBABACLOUD_ACCESS_KEY_SECRET`.
  *
  * See `secret_key` in docs/index.md.
  */
  readonly secretKey?: string;
  /**
  * STS token of temporary credentials. Environment: `ALICLOUD_SECURITY_TOKEN`, `ALIBABA_CLOUD_SECURITY_TOKEN`, `ALIBABACLOUD_SECURITY_TOKEN`.
  *
  * See `security_token` in docs/index.md.
  */
  readonly securityToken?: string;
  /**
  * Profile of the credentials file to sign in with. If no region is set, the provider uses the region of this profile. Environment: `ALICLOUD_PROFILE`, `ALIBABA_CLOUD_PROFILE`.
  *
  * See `profile` in docs/index.md.
  */
  readonly profile?: string;
  /**
  * Path of the credentials file: JSON as the `aliyun` command writes it, or an ini file as Alibaba Cloud's SDKs read it. Environment: `ALICLOUD_SHARED_CREDENTIALS_FILE`, `ALIBABA_CLOUD_CREDENTIALS_FILE`. Default: `~/.aliyun/config.json`.
  *
  * See `shared_credentials_file` in docs/index.md.
  */
  readonly sharedCredentialsFile?: string;
  /**
  * RAM role of the ECS instance that Terraform runs on. The credentials come from the instance's metadata service. Environment: `ALICLOUD_ECS_ROLE_NAME`, `ALIBABA_CLOUD_ECS_METADATA`.
  *
  * See `ecs_role_name` in docs/index.md.
  */
  readonly ecsRoleName?: string;
  /**
  * URL that returns temporary credentials, such as the URL of a sidecar. Environment: `ALICLOUD_CREDENTIALS_URI`, `ALIBABA_CLOUD_CREDENTIALS_URI`.
  *
  * See `credentials_uri` in docs/index.md.
  */
  readonly credentialsUri?: string;
  /**
  * URL of the endpoint to use instead of the region's, such as `http://127.0.0.1:8910` for the local emulator. It takes precedence over `region`, even if it comes from the environment. Plain `http` is accepted for loopback addresses only. Environment: `EHPC_ENDPOINT`.
  *
  * See `endpoint` in docs/index.md.
  */
  readonly endpoint?: string;
  /**
  * Endpoint of the region to use: `public`, or `vpc`, which is reachable only from a virtual private cloud in that region. Ignored if `endpoint` is set. Default: `public`.
  *
  * See `endpoint_type` in docs/index.md.
  */
  readonly endpointType?: "public" | "vpc";
  /**
  * Maximum time to connect to the endpoint, in milliseconds, for each attempt. It includes the time to connect through a proxy. Environment: `CLIENT_CONNECT_TIMEOUT`. Default: `60000`.
  *
  * See `client_connect_timeout` in docs/index.md.
  */
  readonly clientConnectTimeout?: number;
  /**
  * Maximum time to wait for a response, in milliseconds, for each attempt. Environment: `CLIENT_READ_TIMEOUT`. Default: `60000`.
  *
  * See `client_read_timeout` in docs/index.md.
  */
  readonly clientReadTimeout?: number;
  /**
  * Text to add to the User-Agent of every request, to identify the requests in audit logs. Up to 1024 printable ASCII characters. Environment: `TF_APPEND_USER_AGENT`.
  *
  * See `configuration_source` in docs/index.md.
  */
  readonly configurationSource?: string;
  /**
  * Maximum time to retry a request after throttling or a temporary fault, in seconds. `0` means the default. Environment: `MAX_RETRY_TIMEOUT`. Default: `60`.
  *
  * See `max_retry_timeout` in docs/index.md.
  */
  readonly maxRetryTimeout?: number;
  /**
  * Alias name
  *
  * See `alias` in docs/index.md.
  */
  readonly alias?: string;
  /**
  * Role to assume with the credentials that the provider finds, whatever their source.
  *
  * See `assume_role` in docs/index.md.
  */
  readonly assumeRole?: EhpcProviderAssumeRole;
  /**
  * Role to assume with a token from an OIDC provider. It needs no access key and takes precedence over every other source.
  *
  * See `assume_role_with_oidc` in docs/index.md.
  */
  readonly assumeRoleWithOidc?: EhpcProviderAssumeRoleWithOidc;
}
export interface EhpcProviderAssumeRole {
  /**
  * ARN of the role. An empty string assumes no role. Environment: `ALICLOUD_ASSUME_ROLE_ARN`, `ALIBABA_CLOUD_ROLE_ARN` (with an OIDC token, the second one names the role of the token).
  *
  * See `role_arn` in docs/index.md.
  */
  readonly roleArn?: string;
  /**
  * Name of the session. Audit logs show it. Environment: `ALICLOUD_ASSUME_ROLE_SESSION_NAME`, `ALIBABA_CLOUD_ROLE_SESSION_NAME`. Default: `terraform`.
  *
  * See `session_name` in docs/index.md.
  */
  readonly sessionName?: string;
  /**
  * JSON policy that further restricts what the role may do.
  *
  * See `policy` in docs/index.md.
  */
  readonly policy?: string;
  /**
  * Session duration in seconds, from 900 to 43200. It cannot exceed the role's own maximum. The session is renewed while Terraform runs. Environment: `ALICLOUD_ASSUME_ROLE_SESSION_EXPIRATION`. Default: `3600`.
  *
  * See `session_expiration` in docs/index.md.
  */
  readonly sessionExpiration?: number;
  /**
  * External ID that the role's trust policy requires.
  *
  * See `external_id` in docs/index.md.
  */
  readonly externalId?: string;
}

export function ehpcProviderAssumeRoleToTerraform(struct?: EhpcProviderAssumeRole): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    role_arn: cdktn.stringToTerraform(struct!.roleArn),
    session_name: cdktn.stringToTerraform(struct!.sessionName),
    policy: cdktn.stringToTerraform(struct!.policy),
    session_expiration: cdktn.numberToTerraform(struct!.sessionExpiration),
    external_id: cdktn.stringToTerraform(struct!.externalId),
  }
}


export function ehpcProviderAssumeRoleToHclTerraform(struct?: EhpcProviderAssumeRole): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    role_arn: {
      value: cdktn.stringToHclTerraform(struct!.roleArn),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    session_name: {
      value: cdktn.stringToHclTerraform(struct!.sessionName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    policy: {
      value: cdktn.stringToHclTerraform(struct!.policy),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    session_expiration: {
      value: cdktn.numberToHclTerraform(struct!.sessionExpiration),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    external_id: {
      value: cdktn.stringToHclTerraform(struct!.externalId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface EhpcProviderAssumeRoleWithOidc {
  /**
  * ARN of the OIDC provider that issued the token. Environment: `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`.
  *
  * See `oidc_provider_arn` in docs/index.md.
  */
  readonly oidcProviderArn?: string;
  /**
  * ARN of the role. Environment: `ALIBABA_CLOUD_ROLE_ARN`.
  *
  * See `role_arn` in docs/index.md.
  */
  readonly roleArn?: string;
  /**
  * OIDC token. It is not renewed while Terraform runs; use `oidc_token_file` for a token that is. Environment: `ALIBABA_CLOUD_OIDC_TOKEN`.
  *
  * See `oidc_token` in docs/index.md.
  */
  readonly oidcToken?: string;
  /**
  * File that contains the OIDC token. It is read for each session. Environment: `ALIBABA_CLOUD_OIDC_TOKEN_FILE`.
  *
  * See `oidc_token_file` in docs/index.md.
  */
  readonly oidcTokenFile?: string;
  /**
  * Name of the session. Environment: `ALIBABA_CLOUD_ROLE_SESSION_NAME`. Default: `terraform`.
  *
  * See `role_session_name` in docs/index.md.
  */
  readonly roleSessionName?: string;
  /**
  * JSON policy that further restricts what the role may do.
  *
  * See `policy` in docs/index.md.
  */
  readonly policy?: string;
  /**
  * Session duration in seconds, from 900 to 43200. It cannot exceed the role's own maximum. Default: `3600`.
  *
  * See `session_expiration` in docs/index.md.
  */
  readonly sessionExpiration?: number;
}

export function ehpcProviderAssumeRoleWithOidcToTerraform(struct?: EhpcProviderAssumeRoleWithOidc): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  return {
    oidc_provider_arn: cdktn.stringToTerraform(struct!.oidcProviderArn),
    role_arn: cdktn.stringToTerraform(struct!.roleArn),
    oidc_token: cdktn.stringToTerraform(struct!.oidcToken),
    oidc_token_file: cdktn.stringToTerraform(struct!.oidcTokenFile),
    role_session_name: cdktn.stringToTerraform(struct!.roleSessionName),
    policy: cdktn.stringToTerraform(struct!.policy),
    session_expiration: cdktn.numberToTerraform(struct!.sessionExpiration),
  }
}


export function ehpcProviderAssumeRoleWithOidcToHclTerraform(struct?: EhpcProviderAssumeRoleWithOidc): any {
  if (!cdktn.canInspect(struct) || cdktn.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktn.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdktn.io/docs/concepts/resources#references");
  }
  const attrs = {
    oidc_provider_arn: {
      value: cdktn.stringToHclTerraform(struct!.oidcProviderArn),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    role_arn: {
      value: cdktn.stringToHclTerraform(struct!.roleArn),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    oidc_token: {
      value: cdktn.stringToHclTerraform(struct!.oidcToken),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    oidc_token_file: {
      value: cdktn.stringToHclTerraform(struct!.oidcTokenFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    role_session_name: {
      value: cdktn.stringToHclTerraform(struct!.roleSessionName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    policy: {
      value: cdktn.stringToHclTerraform(struct!.policy),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    session_expiration: {
      value: cdktn.numberToHclTerraform(struct!.sessionExpiration),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}


import { EhpcProviderFunctions } from '../provider-functions/index';
/**
* Represents a ehpc (docs/index.md)
*/
export class EhpcProvider extends cdktn.TerraformProvider {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "ehpc";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTN code for importing a EhpcProvider resource upon running "cdktn plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the EhpcProvider to import
  * @param importFromId The id of the existing EhpcProvider that should be imported. Refer to the import section (docs/index.md) in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the EhpcProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktn.TerraformProvider) {
        return new cdktn.ImportableResource(scope, importToId, { terraformResourceType: "ehpc", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new ehpc (docs/index.md) Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options EhpcProviderConfig = {}
  */
  public constructor(scope: Construct, id: string, config: EhpcProviderConfig = {}) {
    requireOwnKit(new.target, scope, id);
    super(scope, id, {
      terraformResourceType: 'ehpc',
      terraformGeneratorMetadata: {
        providerName: 'ehpc',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      terraformProviderSource: 'terraform.local/ehpc/ehpc'
    });
    this._region = config.region;
    this._accessKey = config.accessKey;
    this._secretKey = config.secretKey;
    this._securityToken = config.securityToken;
    this._profile = config.profile;
    this._sharedCredentialsFile = config.sharedCredentialsFile;
    this._ecsRoleName = config.ecsRoleName;
    this._credentialsUri = config.credentialsUri;
    this._endpoint = config.endpoint;
    this._endpointType = config.endpointType;
    this._clientConnectTimeout = config.clientConnectTimeout;
    this._clientReadTimeout = config.clientReadTimeout;
    this._configurationSource = config.configurationSource;
    this._maxRetryTimeout = config.maxRetryTimeout;
    this._alias = config.alias;
    this._assumeRole = config.assumeRole;
    this._assumeRoleWithOidc = config.assumeRoleWithOidc;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // region - computed: false, optional: true, required: false
  private _region?: string; 
  public get region() {
    return this._region;
  }
  public set region(value: string | undefined) {
    this._region = value;
  }
  public resetRegion() {
    this._region = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }

  // access_key - computed: false, optional: true, required: false
  private _accessKey?: string; 
  public get accessKey() {
    return this._accessKey;
  }
  public set accessKey(value: string | undefined) {
    this._accessKey = value;
  }
  public resetAccessKey() {
    this._accessKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get accessKeyInput() {
    return this._accessKey;
  }

  // secret_key - computed: false, optional: true, required: false
  private _secretKey?: string; 
  public get secretKey() {
    return this._secretKey;
  }
  public set secretKey(value: string | undefined) {
    this._secretKey = value;
  }
  public resetSecretKey() {
    this._secretKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secretKeyInput() {
    return this._secretKey;
  }

  // security_token - computed: false, optional: true, required: false
  private _securityToken?: string; 
  public get securityToken() {
    return this._securityToken;
  }
  public set securityToken(value: string | undefined) {
    this._securityToken = value;
  }
  public resetSecurityToken() {
    this._securityToken = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get securityTokenInput() {
    return this._securityToken;
  }

  // profile - computed: false, optional: true, required: false
  private _profile?: string; 
  public get profile() {
    return this._profile;
  }
  public set profile(value: string | undefined) {
    this._profile = value;
  }
  public resetProfile() {
    this._profile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get profileInput() {
    return this._profile;
  }

  // shared_credentials_file - computed: false, optional: true, required: false
  private _sharedCredentialsFile?: string; 
  public get sharedCredentialsFile() {
    return this._sharedCredentialsFile;
  }
  public set sharedCredentialsFile(value: string | undefined) {
    this._sharedCredentialsFile = value;
  }
  public resetSharedCredentialsFile() {
    this._sharedCredentialsFile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sharedCredentialsFileInput() {
    return this._sharedCredentialsFile;
  }

  // ecs_role_name - computed: false, optional: true, required: false
  private _ecsRoleName?: string; 
  public get ecsRoleName() {
    return this._ecsRoleName;
  }
  public set ecsRoleName(value: string | undefined) {
    this._ecsRoleName = value;
  }
  public resetEcsRoleName() {
    this._ecsRoleName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ecsRoleNameInput() {
    return this._ecsRoleName;
  }

  // credentials_uri - computed: false, optional: true, required: false
  private _credentialsUri?: string; 
  public get credentialsUri() {
    return this._credentialsUri;
  }
  public set credentialsUri(value: string | undefined) {
    this._credentialsUri = value;
  }
  public resetCredentialsUri() {
    this._credentialsUri = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsUriInput() {
    return this._credentialsUri;
  }

  // endpoint - computed: false, optional: true, required: false
  private _endpoint?: string; 
  public get endpoint() {
    return this._endpoint;
  }
  public set endpoint(value: string | undefined) {
    this._endpoint = value;
  }
  public resetEndpoint() {
    this._endpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get endpointInput() {
    return this._endpoint;
  }

  // endpoint_type - computed: false, optional: true, required: false
  private _endpointType?: string; 
  public get endpointType() {
    return this._endpointType;
  }
  public set endpointType(value: string | undefined) {
    this._endpointType = value;
  }
  public resetEndpointType() {
    this._endpointType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get endpointTypeInput() {
    return this._endpointType;
  }

  // client_connect_timeout - computed: false, optional: true, required: false
  private _clientConnectTimeout?: number; 
  public get clientConnectTimeout() {
    return this._clientConnectTimeout;
  }
  public set clientConnectTimeout(value: number | undefined) {
    this._clientConnectTimeout = value;
  }
  public resetClientConnectTimeout() {
    this._clientConnectTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientConnectTimeoutInput() {
    return this._clientConnectTimeout;
  }

  // client_read_timeout - computed: false, optional: true, required: false
  private _clientReadTimeout?: number; 
  public get clientReadTimeout() {
    return this._clientReadTimeout;
  }
  public set clientReadTimeout(value: number | undefined) {
    this._clientReadTimeout = value;
  }
  public resetClientReadTimeout() {
    this._clientReadTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientReadTimeoutInput() {
    return this._clientReadTimeout;
  }

  // configuration_source - computed: false, optional: true, required: false
  private _configurationSource?: string; 
  public get configurationSource() {
    return this._configurationSource;
  }
  public set configurationSource(value: string | undefined) {
    this._configurationSource = value;
  }
  public resetConfigurationSource() {
    this._configurationSource = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get configurationSourceInput() {
    return this._configurationSource;
  }

  // max_retry_timeout - computed: false, optional: true, required: false
  private _maxRetryTimeout?: number; 
  public get maxRetryTimeout() {
    return this._maxRetryTimeout;
  }
  public set maxRetryTimeout(value: number | undefined) {
    this._maxRetryTimeout = value;
  }
  public resetMaxRetryTimeout() {
    this._maxRetryTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxRetryTimeoutInput() {
    return this._maxRetryTimeout;
  }

  // alias - computed: false, optional: true, required: false
  private _alias?: string; 
  public override get alias() {
    return this._alias;
  }
  public override set alias(value: string | undefined) {
    this._alias = value;
  }
  public resetAlias() {
    this._alias = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aliasInput() {
    return this._alias;
  }

  // assume_role - computed: false, optional: true, required: false
  private _assumeRole?: EhpcProviderAssumeRole; 
  public get assumeRole() {
    return this._assumeRole;
  }
  public set assumeRole(value: EhpcProviderAssumeRole | undefined) {
    this._assumeRole = value;
  }
  public resetAssumeRole() {
    this._assumeRole = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get assumeRoleInput() {
    return this._assumeRole;
  }

  // assume_role_with_oidc - computed: false, optional: true, required: false
  private _assumeRoleWithOidc?: EhpcProviderAssumeRoleWithOidc; 
  public get assumeRoleWithOidc() {
    return this._assumeRoleWithOidc;
  }
  public set assumeRoleWithOidc(value: EhpcProviderAssumeRoleWithOidc | undefined) {
    this._assumeRoleWithOidc = value;
  }
  public resetAssumeRoleWithOidc() {
    this._assumeRoleWithOidc = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get assumeRoleWithOidcInput() {
    return this._assumeRoleWithOidc;
  }

  // ==========================
  // PROVIDER-DEFINED FUNCTIONS
  // ==========================
  private _functions?: EhpcProviderFunctions;

  /**
  * Provider-defined functions of the ehpc provider.
  */
  public get functions(): EhpcProviderFunctions {
    if (!this._functions) {
      this._functions = new EhpcProviderFunctions(this.terraformResourceType);
    }
    return this._functions;
  }

  // =========
  // SYNTHESIS
  // =========

  protected override synthesizeAttributes(): { [name: string]: any } {
    return {
      region: cdktn.stringToTerraform(this._region),
      access_key: cdktn.stringToTerraform(this._accessKey),
      secret_key: cdktn.stringToTerraform(this._secretKey),
      security_token: cdktn.stringToTerraform(this._securityToken),
      profile: cdktn.stringToTerraform(this._profile),
      shared_credentials_file: cdktn.stringToTerraform(this._sharedCredentialsFile),
      ecs_role_name: cdktn.stringToTerraform(this._ecsRoleName),
      credentials_uri: cdktn.stringToTerraform(this._credentialsUri),
      endpoint: cdktn.stringToTerraform(this._endpoint),
      endpoint_type: cdktn.stringToTerraform(this._endpointType),
      client_connect_timeout: cdktn.numberToTerraform(this._clientConnectTimeout),
      client_read_timeout: cdktn.numberToTerraform(this._clientReadTimeout),
      configuration_source: cdktn.stringToTerraform(this._configurationSource),
      max_retry_timeout: cdktn.numberToTerraform(this._maxRetryTimeout),
      alias: cdktn.stringToTerraform(this._alias),
      assume_role: ehpcProviderAssumeRoleToTerraform(this._assumeRole),
      assume_role_with_oidc: ehpcProviderAssumeRoleWithOidcToTerraform(this._assumeRoleWithOidc),
    };
  }

  protected override synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      region: {
        value: cdktn.stringToHclTerraform(this._region),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      access_key: {
        value: cdktn.stringToHclTerraform(this._accessKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      secret_key: {
        value: cdktn.stringToHclTerraform(this._secretKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      security_token: {
        value: cdktn.stringToHclTerraform(this._securityToken),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      profile: {
        value: cdktn.stringToHclTerraform(this._profile),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      shared_credentials_file: {
        value: cdktn.stringToHclTerraform(this._sharedCredentialsFile),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      ecs_role_name: {
        value: cdktn.stringToHclTerraform(this._ecsRoleName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      credentials_uri: {
        value: cdktn.stringToHclTerraform(this._credentialsUri),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      endpoint: {
        value: cdktn.stringToHclTerraform(this._endpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      endpoint_type: {
        value: cdktn.stringToHclTerraform(this._endpointType),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      client_connect_timeout: {
        value: cdktn.numberToHclTerraform(this._clientConnectTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      client_read_timeout: {
        value: cdktn.numberToHclTerraform(this._clientReadTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      configuration_source: {
        value: cdktn.stringToHclTerraform(this._configurationSource),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      max_retry_timeout: {
        value: cdktn.numberToHclTerraform(this._maxRetryTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      alias: {
        value: cdktn.stringToHclTerraform(this._alias),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      assume_role: {
        value: ehpcProviderAssumeRoleToHclTerraform(this._assumeRole),
        isBlock: true,
        type: "list",
        storageClassType: "EhpcProviderAssumeRoleList",
      },
      assume_role_with_oidc: {
        value: ehpcProviderAssumeRoleWithOidcToHclTerraform(this._assumeRoleWithOidc),
        isBlock: true,
        type: "list",
        storageClassType: "EhpcProviderAssumeRoleWithOidcList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
