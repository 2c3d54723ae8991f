/** How an error code is answered. */
export interface DocumentedError {
  httpStatus: number;
  message: string;
}

/**
 * Status and message of the error codes. The codes of GetJob come from its API page, with usual values for `%s`. The
 * codes of the gateway come from help page 149360; where it has no text, the text is our own.
 */
export const documentedErrors: Readonly<Record<string, DocumentedError>> = {
  InvalidParams: { httpStatus: 400, message: "The specified parameter JobId is invalid." },
  InvalidClusterStatus: { httpStatus: 403, message: "The operation failed due to invalid cluster status." },
  ClusterNotFound: { httpStatus: 404, message: "The specified cluster does not exist." },
  DbError: { httpStatus: 406, message: "A database service error occurred." },
  EcsError: { httpStatus: 406, message: "An error occurred while calling the ECS API operation." },
  AgentError: { httpStatus: 406, message: "The agent service request failed: timed out" },
  ServiceUnavailable: {
    httpStatus: 503,
    message: "The request has failed due to a temporary failure of the server",
  },
  NotAuthorized: { httpStatus: 407, message: "You are not authorized to perform this operation." },
  AliyunError: { httpStatus: 406, message: "A call of another service failed." },
  OrderError: { httpStatus: 406, message: "A call of the order service failed." },
  ConflictOpt: { httpStatus: 403, message: "Another operation is under way." },
  UnknownError: { httpStatus: 500, message: "An unknown error occurred." },
  Throttling: { httpStatus: 400, message: "Request was denied due to request throttling." },
  "Throttling.User": { httpStatus: 400, message: "Request was denied due to user flow control." },
  "Throttling.Api": { httpStatus: 400, message: "Request was denied due to api flow control." },
  "InvalidAccessKeyId.NotFound": { httpStatus: 404, message: "Specified access key is not found." },
  "InvalidAccessKeyId.Inactive": { httpStatus: 400, message: "Specified access key is disabled." },
  "Forbidden.RAM": { httpStatus: 403, message: "User not authorized to operate on the specified resource." },
  NoPermission: { httpStatus: 403, message: "You are not authorized to do this action." },
  MissingSecurityToken: { httpStatus: 400, message: "SecurityToken is mandatory for this action." },
  "InvalidSecurityToken.Malformed": { httpStatus: 400, message: "Specified SecurityToken is malformed." },
  "InvalidSecurityToken.Expired": { httpStatus: 400, message: "Specified SecurityToken is expired." },
  MissingParameter: { httpStatus: 400, message: "A mandatory parameter is missing." },
  SignatureDoesNotMatch: {
    httpStatus: 400,
    message: "The specified signature does not match our calculation.",
  },
  IncompleteSignature: {
    httpStatus: 400,
    message: "The request signature does not conform to the standard.",
  },
  IllegalTimestamp: {
    httpStatus: 400,
    message: "The specified timestamp is invalid or more than 15 minutes off.",
  },
  SignatureNonceUsed: { httpStatus: 400, message: "The specified signature nonce was used already." },
  "InvalidAction.NotFound": { httpStatus: 404, message: "The specified operation is not found." },
  InvalidVersion: { httpStatus: 400, message: "The specified version is not valid." },
  UnsupportedHTTPMethod: { httpStatus: 400, message: "This HTTP method is not supported." },
};
