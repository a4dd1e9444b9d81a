// An app registration of your own: its tenant, its id and its secret come from the environment.

import { ClientSecretCredential } from "@azure/identity";
import { createChat } from "./create-chat.js";

const { AZURE_TENANT_ID = "", AZURE_CLIENT_ID = "", AZURE_CLIENT_SECRET = "" } = process.env;
const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET);

const created = await createChat(credential);
console.log(created.status === "created" ? created.chat.id : created.operation.location);
