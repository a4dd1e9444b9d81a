//! The pages of Microsoft's documentation that issues and hints point to.

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocsPage {
    CreateChat,
    UpdateChat,
    Chat,
    Member,
    PermissionSet,
    TeamsLimits,
    NationalClouds,
    GetUser,
    Authentication,
    CreatePermissions,
    ReadPermissions,
    MemberPermissions,
    AddMemberPermissions,
    SendPermissions,
    AddMember,
    ListChats,
    TeamsAccess,
    UseTheApi,
    Throttling,
    Operation,
    SendMessage,
}

impl DocsPage {
    pub(crate) const fn url(self) -> &'static str {
        match self {
            Self::CreateChat => "https://learn.microsoft.com/graph/api/chat-post",
            Self::UpdateChat => "https://learn.microsoft.com/graph/api/chat-patch",
            Self::Chat => "https://learn.microsoft.com/graph/api/resources/chat",
            Self::Member => "https://learn.microsoft.com/graph/api/resources/aaduserconversationmember",
            Self::PermissionSet => "https://learn.microsoft.com/graph/api/resources/teamsapppermissionset",
            Self::TeamsLimits => "https://learn.microsoft.com/microsoftteams/limits-specifications-teams",
            Self::NationalClouds => "https://learn.microsoft.com/graph/deployments",
            Self::GetUser => "https://learn.microsoft.com/graph/api/user-get",
            Self::Authentication => "https://learn.microsoft.com/graph/auth/auth-concepts",
            Self::CreatePermissions => "https://learn.microsoft.com/graph/permissions-reference#chatcreate",
            Self::ReadPermissions => "https://learn.microsoft.com/graph/permissions-reference#chatreadbasic",
            Self::MemberPermissions => {
                "https://learn.microsoft.com/graph/permissions-reference#chatmemberread"
            }
            Self::AddMemberPermissions => {
                "https://learn.microsoft.com/graph/permissions-reference#chatmemberreadwrite"
            }
            Self::SendPermissions => {
                "https://learn.microsoft.com/graph/permissions-reference#chatmessagesend"
            }
            Self::AddMember => "https://learn.microsoft.com/graph/api/chat-post-members",
            Self::ListChats => "https://learn.microsoft.com/graph/api/chat-list",
            Self::TeamsAccess => "https://learn.microsoft.com/microsoftteams/user-access",
            Self::UseTheApi => "https://learn.microsoft.com/graph/use-the-api",
            Self::Throttling => "https://learn.microsoft.com/graph/throttling",
            Self::SendMessage => "https://learn.microsoft.com/graph/api/chat-post-messages",
            Self::Operation => "https://learn.microsoft.com/graph/api/resources/teamsasyncoperation",
        }
    }
}
