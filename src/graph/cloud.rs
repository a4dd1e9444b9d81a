//! The national clouds of Graph and the versions of its API.

/// A deployment of Microsoft Graph; it decides the host of the endpoint and of every bind URL.
///
/// See <https://learn.microsoft.com/graph/deployments>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cloud {
    /// The global service.
    #[default]
    Global,
    /// US Government L4.
    UsGovernmentL4,
    /// US Government L5 (`DoD`).
    UsGovernmentL5,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// Every cloud.
    pub const ALL: [Cloud; 4] = [Cloud::Global, Cloud::UsGovernmentL4, Cloud::UsGovernmentL5, Cloud::China];

    /// The cloud of a name, e.g. `usGovernmentL4`.
    ///
    /// ```
    /// use msgraph_chats::Cloud;
    /// assert_eq!(Cloud::from_name("china").map(Cloud::host), Some("microsoftgraph.chinacloudapi.cn"));
    /// assert_eq!(Cloud::from_name("mars"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cloud| cloud.name() == name)
    }

    /// The name that options use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Cloud::Global => "global",
            Cloud::UsGovernmentL4 => "usGovernmentL4",
            Cloud::UsGovernmentL5 => "usGovernmentL5",
            Cloud::China => "china",
        }
    }

    /// The host of Graph in this cloud.
    #[must_use]
    pub const fn host(self) -> &'static str {
        match self {
            Cloud::Global => "graph.microsoft.com",
            Cloud::UsGovernmentL4 => "graph.microsoft.us",
            Cloud::UsGovernmentL5 => "dod-graph.microsoft.us",
            Cloud::China => "microsoftgraph.chinacloudapi.cn",
        }
    }

    /// How many people a private chat holds here, as Teams documents it.
    pub(crate) const fn largest_group(self) -> usize {
        match self {
            Cloud::UsGovernmentL4 | Cloud::UsGovernmentL5 => 100,
            Cloud::Global | Cloud::China => 250,
        }
    }
}

/// A version of the Graph API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiVersion {
    /// What Microsoft supports in production.
    #[default]
    V1,
    /// The preview.
    Beta,
}

impl ApiVersion {
    /// The version of a name, `v1.0` or `beta`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [ApiVersion::V1, ApiVersion::Beta].into_iter().find(|version| version.name() == name)
    }

    /// The name as it stands in URLs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ApiVersion::V1 => "v1.0",
            ApiVersion::Beta => "beta",
        }
    }
}
