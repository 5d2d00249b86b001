//! Bodies as Infisical sends them.

/// To a login.
pub const LOGIN: &str = r#"{"accessToken":"issued","expiresIn":7200,"accessTokenMaxTTL":43200,"tokenType":"Bearer"}"#;

/// To an operation on a Kubernetes Auth configuration.
pub const KUBERNETES: &str = r#"{"identityKubernetesAuth":{
    "id":"3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d","identityId":"0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11",
    "createdAt":"2026-01-02T03:04:05.000Z","updatedAt":"2026-11-21T08:00:00.000Z",
    "allowedNamespaces":"default","allowedNames":"a,b","allowedAudience":"","caCert":"","gatewayId":null}}"#;

/// To an operation on a JWT Auth configuration.
pub const JWT: &str = r#"{"identityJwtAuth":{
    "id":"3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d","identityId":"0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11",
    "createdAt":"2026-01-02T03:04:05.000Z","updatedAt":"2026-11-21T08:00:00.000Z",
    "configurationType":"static","jwksUrl":"","jwksCaCert":"","publicKeys":["key"],
    "boundIssuer":"","boundAudiences":"","boundSubject":"","boundClaims":{"role":"admin"}}}"#;

/// To an operation on an AWS Auth configuration.
pub const AWS: &str = r#"{"identityAwsAuth":{
    "id":"3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d","identityId":"0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11",
    "createdAt":"2026-01-02T03:04:05.000Z","updatedAt":"2026-11-21T08:00:00.000Z","type":"iam",
    "stsEndpoint":"https://sts.amazonaws.com/","allowedPrincipalArns":"","allowedAccountIds":"123"}}"#;

/// To an operation on a Universal Auth configuration.
pub const UNIVERSAL: &str = r#"{"identityUniversalAuth":{
    "id":"3c6f8a5e-57a1-4a4b-8a55-0a3f6a1b2c3d","identityId":"0d2a1c9e-7a4f-4f0e-9c55-2f4f3c1d8a11",
    "createdAt":"2026-01-02T03:04:05.000Z","updatedAt":"2026-11-21T08:00:00.000Z","clientId":"id"}}"#;

/// The body of an error of a status.
pub fn error(status: u16) -> String {
    format!(r#"{{"reqId":"req-{status}","statusCode":{status},"message":"what went wrong","error":"Kind"}}"#)
}
