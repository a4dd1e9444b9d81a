// The smallest program that makes a oneOnOne chat: valibot in front of fetch.

import { array, length, parse, pipe, regex, string } from "valibot";
import { createChat as send } from "./hand-written.mjs";

const users = pipe(array(pipe(string(), regex(/^[^/\\?,;\s]{1,1024}$/))), length(2));

export const createChat = (token, members) => send(token, parse(users, members));
