// Zod 4 in front of the hand-written body: the shape is checked, and the number of members of a oneOnOne chat.

import * as z from "zod";
import { bodyOf, clientOf } from "./hand-written.mjs";

const chatType = z.enum(["oneOnOne", "group"]);
const topic = z.string().max(250).nullable().optional();
const user = z.string().regex(/^[^/\\?,;\s]{1,1024}$/);
const bind = z.string().regex(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\('[^/\\?#\s]+'\)$/);

const isTwo = ({ chatType, members }) => chatType === "group" || members.length === 2;
const two = "A oneOnOne chat has two members.";

const shortSchema = z.strictObject({ chatType, topic, members: z.array(user).min(1) }).refine(isTwo, two);

const member = z.strictObject({
  "@odata.type": z.literal("#microsoft.graph.aadUserConversationMember"),
  roles: z.array(z.enum(["owner", "guest"])).length(1),
  "user@odata.bind": bind,
  tenantId: z.guid().optional(),
});

const graphSchema = z.strictObject({ chatType, topic, members: z.array(member).min(1) }).refine(isTwo, two);

export const bodies = {
  short: (request) => JSON.stringify(bodyOf(shortSchema.parse(request))),
  graph: (request) => JSON.stringify(graphSchema.parse(request)),
};

export const connect = (options) => clientOf(bodies.short, options);
