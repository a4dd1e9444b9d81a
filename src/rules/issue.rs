//! The one table of what `validate_chat` reports: code, severity, when, what to write instead, and the page it comes from.

use std::borrow::Cow;

use crate::graph::DocsPage;

use serde::Serialize;

/// How sure it is that Graph refuses the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Graph documents that it refuses this, or was seen to.
    Error,
    /// Suspicious; the request is still built and sent.
    Warning,
}

/// What is wrong with a request, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidationIssue {
    /// Which rule it is.
    pub code: IssueCode,
    /// Whether the request can be sent all the same.
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) into the request; empty for the whole of it.
    pub path: String,
    /// What is wrong and what to write instead. Never repeats a user id, name, topic or token.
    pub message: Cow<'static, str>,
    /// The page of Graph's documentation (or the report) that the rule comes from.
    pub docs_url: &'static str,
}

macro_rules! issues {
    ($($variant:ident, $code:literal, $severity:ident, $path:literal, $docs:ident, $when:literal, $message:literal;)+) => {
        /// The rule that an issue comes from; `as_str` gives the code that JavaScript sees.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum IssueCode {
            $(#[doc = $when] $variant,)+
        }

        impl IssueCode {
            /// Every code, in the order of the rule reference.
            pub const ALL: &'static [IssueCode] = &[$(IssueCode::$variant,)+];

            /// The code as users see it, e.g. `chatTypeMissing`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(IssueCode::$variant => $code,)+ }
            }

            /// Whether the request can be sent all the same.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(IssueCode::$variant => Severity::$severity,)+ }
            }

            /// The page that the rule comes from.
            #[must_use]
            pub const fn docs_url(self) -> &'static str {
                self.docs_page().url()
            }

            /// Where the issue is reported, with `i` and `j` for positions.
            #[must_use]
            pub const fn path_pattern(self) -> &'static str {
                match self { $(IssueCode::$variant => $path,)+ }
            }

            /// When the issue is reported, for the rule reference.
            #[must_use]
            pub const fn when(self) -> &'static str {
                match self { $(IssueCode::$variant => $when,)+ }
            }

            const fn docs_page(self) -> DocsPage {
                match self { $(IssueCode::$variant => DocsPage::$docs,)+ }
            }

            pub(crate) const fn message(self) -> &'static str {
                match self { $(IssueCode::$variant => $message,)+ }
            }
        }
    };
}

issues! {
    RequestNotObject, "requestNotObject", Error, "", CreateChat,
        "The request is not a plain object, or cannot be read.",
        "The request must be a plain object with chatType and members.";
    ChatTypeMissing, "chatTypeMissing", Error, "/chatType", CreateChat,
        "`chatType` is absent or null.",
        "chatType is missing: write \"oneOnOne\" or \"group\".";
    ChatTypeUnknown, "chatTypeUnknown", Error, "/chatType", CreateChat,
        "`chatType` is not `oneOnOne` or `group`, in exactly these letters; `meeting` comes only with an online meeting.",
        "chatType must be \"oneOnOne\" or \"group\", in exactly these letters.";
    TopicNotAllowed, "topicNotAllowed", Error, "/topic", CreateChat,
        "A topic other than null on a oneOnOne chat.",
        "Only group chats have a topic: leave it out.";
    TopicNotString, "topicNotString", Error, "/topic", CreateChat,
        "`topic` is neither a string of well-formed Unicode nor null.",
        "topic must be a string of well-formed Unicode, or null.";
    TopicTooLong, "topicTooLong", Warning, "/topic", UpdateChat,
        "The topic has over 250 characters (UTF-16 units), the limit of *Update chat*.",
        "The topic is too long.";
    TopicHasColon, "topicHasColon", Warning, "/topic", UpdateChat,
        "The topic contains a colon, which *Update chat* forbids.",
        "The topic contains ':', which Graph forbids when a topic is changed: write a dash instead.";
    MembersMissing, "membersMissing", Error, "/members", CreateChat,
        "`members` is absent or null.",
        "members is missing: list everyone who takes part, the caller too.";
    MembersNotArray, "membersNotArray", Error, "/members", CreateChat,
        "`members` is not an array.",
        "members must be an array, with one user an element: [\"…\", \"…\"].";
    MembersEmpty, "membersEmpty", Error, "/members", CreateChat,
        "`members` is an empty array.",
        "members is empty: list everyone who takes part, the caller too.";
    OneOnOneNeedsTwoMembers, "oneOnOneNeedsTwoMembers", Error, "/members", CreateChat,
        "A oneOnOne chat with other than two members.",
        "A oneOnOne chat has exactly 2 members, the caller and one other.";
    GroupHasOneMember, "groupHasOneMember", Warning, "/members", Chat,
        "A group of one: the page *chat* says at least two, but Graph was seen to make it.",
        "A group chat has at least two members, and this one has 1: add the others. Graph has been seen to create it anyway.";
    GroupTooLarge, "groupTooLarge", Warning, "/members", TeamsLimits,
        "A group of over 250 members (100 in the US government clouds), the documented size of a private chat in Teams.",
        "The group has too many members.";
    GroupOverAddLimit, "groupOverAddLimit", Warning, "/members", TeamsLimits,
        "A group of 201 to 250 members: Teams adds at most 200 people at one time, at creation too.",
        "The group has more members than Teams adds at one time.";
    CallerNotMember, "callerNotMember", Error, "/members", CreateChat,
        "The option `caller` is given, every member is named by the same kind of id as it (GUID or UPN), and none is it.",
        "The caller must be one of the members: add the signed-in user.";
    MemberNotObject, "memberNotObject", Error, "/members/i", CreateChat,
        "A member is neither a string nor a readable plain object.",
        "A member must be an object id or userPrincipalName, or an object: { user, role }.";
    MemberTypeMissing, "memberTypeMissing", Error, "/members/i/@odata.type", Member,
        "A member in Graph's form has no `@odata.type`.",
        "@odata.type is missing: write \"#microsoft.graph.aadUserConversationMember\".";
    MemberTypeUnsupported, "memberTypeUnsupported", Error, "/members/i/@odata.type", Member,
        "`@odata.type` is another than `aadUserConversationMember` (with or without the leading `#`).",
        "@odata.type must be \"#microsoft.graph.aadUserConversationMember\".";
    MemberUserInline, "memberUserInline", Warning, "/members/i/user", CreateChat,
        "A member in Graph's form names the user by `user: { id }` instead of the bind: undocumented, but Graph was seen to take it. Built as a bind.",
        "Graph documents user@odata.bind, not user: { id }; it is built as a bind.";
    MemberUserMissing, "memberUserMissing", Error, "/members/i", CreateChat,
        "A member has no `user` and no `user@odata.bind`, or an empty one, or one that is not a string. A property that was probably meant is named.",
        "The member has no user: write an object id or userPrincipalName as user.";
    MemberUserInvalid, "memberUserInvalid", Error, "/members/i/user", GetUser,
        "`user` is `me` (unless the option `caller` says who that is), `.` or `..`, is over 1,024 characters long, or holds one of `/ \\ ? , ; < > \" ( ) [ ] { }`, a typographic quotation mark, a zero-width or control character, or white space. White space around it is trimmed.",
        "This cannot be a user: write one object id or userPrincipalName, as the directory shows it.";
    MemberUserUnusual, "memberUserUnusual", Warning, "/members/i/user", Member,
        "`user` is neither a GUID nor shaped like a userPrincipalName.",
        "This is neither a GUID nor shaped like a userPrincipalName: make sure it is the user's id. It is sent as it is.";
    MemberDuplicate, "memberDuplicate", Error, "/members/i", CreateChat,
        "The same user as an earlier member, in whatever form, escaping or letter case.",
        "The same user is listed twice.";
    MemberRolesMissing, "memberRolesMissing", Error, "/members/i/roles", Member,
        "A member in Graph's form has no `roles`, or an empty list of them, or something that is not a list.",
        "Each member needs one role: write roles: [\"owner\"], or [\"guest\"] for a guest of the tenant.";
    MemberRoleUnknown, "memberRoleUnknown", Error, "/members/i/roles/j or /members/i/role", Member,
        "The role is not `owner` or `guest`; `member` is refused when a chat is created.",
        "A role is \"owner\" or \"guest\", in exactly these letters.";
    MemberRolesTooMany, "memberRolesTooMany", Error, "/members/i/roles", Member,
        "A member has more than one role.",
        "A member has one role: \"owner\", or \"guest\" for a guest of the tenant.";
    MemberTenantIdInvalid, "memberTenantIdInvalid", Error, "/members/i/tenantId", Member,
        "`tenantId` is not a GUID. Blank is none.",
        "tenantId must be the GUID of the user's home tenant.";
    MemberGuestWithTenantId, "memberGuestWithTenantId", Warning, "/members/i/roles or /members/i/role", CreateChat,
        "A guest with a `tenantId`: users of another tenant must be owner.",
        "A user of another tenant (tenantId is given) must be \"owner\"; \"guest\" is for guests of your own tenant.";
    MemberDateInvalid, "memberDateInvalid", Error, "/members/i/visibleHistoryStartDateTime", Member,
        "`visibleHistoryStartDateTime` is not an `Edm.DateTimeOffset`: `YYYY-MM-DDThh:mm[:ss[.s]]` with 1 to 12 digits of fraction and `Z` or an offset.",
        "visibleHistoryStartDateTime must be a date and time with a time zone, e.g. \"2026-01-31T09:00:00Z\".";
    MemberHistoryAtCreation, "memberHistoryAtCreation", Warning, "/members/i/visibleHistoryStartDateTime", Member,
        "`visibleHistoryStartDateTime` is given: by one live report it has no effect when a chat is created, only when a member is added.",
        "visibleHistoryStartDateTime has been seen to have no effect at creation: add the member afterwards with it.";
    BindUrlInvalid, "bindUrlInvalid", Error, "/members/i/user@odata.bind", CreateChat,
        "`user@odata.bind` is not `https://HOST/VERSION/users('ID')` or `…/users/ID`: relative, another path or version, a query, a fragment (an unescaped `#EXT#` ends here), or an ID that `memberUserInvalid` refuses.",
        "user@odata.bind must be https://HOST/VERSION/users('ID'), and nothing else.";
    BindUrlForeignHost, "bindUrlForeignHost", Error, "/members/i/user@odata.bind", NationalClouds,
        "The host of a bind URL is not that of the chosen cloud (or of `baseUrl`).",
        "The host of the bind URL is not that of the chosen cloud.";
    BindUrlOtherVersion, "bindUrlOtherVersion", Warning, "/members/i/user@odata.bind", CreateChat,
        "The version in a bind URL is not the chosen one.",
        "The bind URL names another version of Graph than the chosen one.";
    InstalledAppsNotArray, "installedAppsNotArray", Error, "/installedApps", CreateChat,
        "`installedApps` is not an array.",
        "installedApps must be an array with one app: write [app].";
    InstalledAppsTooMany, "installedAppsTooMany", Error, "/installedApps", CreateChat,
        "More than one app.",
        "Create chat installs one app at most: add the others afterwards.";
    InstalledAppInvalid, "installedAppInvalid", Error, "/installedApps/i", CreateChat,
        "No usable app id or `teamsApp@odata.bind` (`https://HOST/VERSION/appCatalogs/teamsApps/ID` or `…/teamsApps('ID')`).",
        "An app must be its catalog id (a GUID), or have teamsApp@odata.bind: https://HOST/VERSION/appCatalogs/teamsApps/ID.";
    InstalledAppUnusual, "installedAppUnusual", Warning, "/installedApps/i", CreateChat,
        "The id of the app is not a GUID, as with built-in apps (`com.microsoft.teamspace.tab.…`): letters, digits, `.`, `-`, `_`.",
        "The app id is not a GUID: make sure it is the catalog's id, not the manifest's. It is sent as it is.";
    ConsentedPermissionSetInvalid, "consentedPermissionSetInvalid", Error, "/installedApps/i/consentedPermissionSet", PermissionSet,
        "Not `{ resourceSpecificPermissions: [{ permissionValue, permissionType: \"application\" or \"delegated\" }] }`.",
        "consentedPermissionSet must be { resourceSpecificPermissions: [{ permissionValue, permissionType: \"application\" or \"delegated\" }] }.";
    PropertyUnknown, "propertyUnknown", Error, "its pointer", CreateChat,
        "A property that Graph does not declare and that is not an annotation (`…@…`), or one of the other form.",
        "Graph declares no such property here and refuses it.";
    PropertyReadOnly, "propertyReadOnly", Warning, "its pointer", Chat,
        "A declared property that Graph sets itself (`id`, `createdDateTime`, `webUrl`, a member's `displayName`, …). Left out of what is built.",
        "Graph sets this property itself; it is left out.";
    MessageNotObject, "messageNotObject", Error, "\"\" (of a message)", SendMessage,
        "A message is neither text nor `{ content, contentType }` nor Graph's own chatMessage, or not readable.",
        "A message is text, { content, contentType: \"text\" or \"html\" }, or Graph's own chatMessage with body.";
    MessageContentMissing, "messageContentMissing", Error, "/content or /body/content", SendMessage,
        "A message has no `content`, or one that is not text.",
        "The message has no content: write the text as content.";
    MessageContentBlank, "messageContentBlank", Error, "/content or /body/content", SendMessage,
        "The content of a message is empty, or white space alone.",
        "The message is empty.";
    MessageTooLong, "messageTooLong", Error, "/content or /body/content", SendMessage,
        "The content of a message is over 28,672 bytes of UTF-8.",
        "The message is over 28,672 bytes, more than Teams takes: send several.";
    MessageContentTypeUnknown, "messageContentTypeUnknown", Error, "/contentType or /body/contentType", SendMessage,
        "`contentType` of a message is not `text` or `html`.",
        "contentType must be \"text\" or \"html\".";
}

impl Serialize for IssueCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl ValidationIssue {
    /// An issue with the table's own message.
    pub(crate) fn new(code: IssueCode, path: String) -> Self {
        Self::with_message(code, path, code.message())
    }

    /// The one issue of a text that is not JSON.
    pub(crate) fn not_an_object() -> Self {
        Self::new(IssueCode::RequestNotObject, String::new())
    }

    /// An issue with a message that says more than the table's.
    pub(crate) fn with_message(code: IssueCode, path: String, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, severity: code.severity(), path, message: message.into(), docs_url: code.docs_url() }
    }
}
