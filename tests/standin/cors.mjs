/** What a browser is told: which origins, headers and methods, and which answer headers scripts may read. */

/** As captured from Graph; in 2022 Retry-After was not among them. */
const exposed =
  "ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, ReadWriteConsistencyToken, Retry-After, SdkVersion, WWW-Authenticate, x-ms-client-gcc-tenant, X-Planner-Operationid, x-ms-permissions-recommendations";

/** Of every answer. */
export const corsHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": exposed,
};

/** The answer to a preflight, or null where none is given. */
export function preflight(headers) {
  if (headers["access-control-request-method"] === undefined) return null;
  return {
    status: 200,
    headers: {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": "GET, POST, PATCH, PUT, DELETE, HEAD, OPTIONS",
      "Access-Control-Allow-Headers": headers["access-control-request-headers"] ?? "Authorization",
      "Access-Control-Max-Age": "3600",
    },
    body: "",
  };
}
