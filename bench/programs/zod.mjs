// The smallest program that makes a oneOnOne chat: zod 4, imported as its documentation does, in front of fetch.

import * as z from "zod";
import { createChat as send } from "./hand-written.mjs";

const users = z.array(z.string().regex(/^[^/\\?,;\s]{1,1024}$/)).length(2);

export const createChat = (token, members) => send(token, users.parse(members));
