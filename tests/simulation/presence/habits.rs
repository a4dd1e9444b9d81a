//! How Graph, network, token provider and caller behave in a run.

use crate::random::Random;

/// Where the link to the next page leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    Right,
    /// To the page that has it.
    Again,
    Elsewhere,
}

/// Who is shown in a list of chats.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shows {
    AtMost(usize),
    /// With a link to all, where there are more.
    Linked(usize),
    Nobody,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "habits are had or not")]
pub(crate) struct Habits {
    /// The root that requests must go to, without the version.
    pub(crate) root: &'static str,
    /// How many creations of a hundred come to no clear end at Graph.
    pub(crate) lost_percent: u64,
    pub(crate) throttled_percent: u64,
    pub(crate) list_faults_percent: u64,
    pub(crate) refuses_lists: bool,
    pub(crate) takes_filter: bool,
    pub(crate) link: Link,
    pub(crate) empty_pages: bool,
    /// More than there are where Graph ignores `$top`.
    pub(crate) page_size: usize,
    pub(crate) members_a_page: usize,
    /// A page begins with the last element of the one before.
    pub(crate) repeats: bool,
    pub(crate) shows: Shows,
    /// People write and make chats while the run goes on.
    pub(crate) is_busy: bool,
    /// A token is good for so long after it was asked for.
    pub(crate) token_life_ms: u64,
    /// From then on Graph wants tokens with claims.
    pub(crate) revoked_at_ms: Option<u64>,
    pub(crate) can_answer_claims: bool,
}

impl Habits {
    pub(crate) fn draw(random: &mut Random) -> Self {
        Self {
            root: random.one_of(&[
                "https://graph.microsoft.com",
                "https://graph.microsoft.com",
                "https://proxy.example/graph",
            ]),
            lost_percent: random.one_of(&[0, 30, 60, 100]),
            throttled_percent: random.one_of(&[0, 0, 10, 40]),
            list_faults_percent: random.one_of(&[0, 0, 0, 20]),
            refuses_lists: random.chance(5),
            takes_filter: random.chance(60),
            link: match random.below(20) {
                0 => Link::Again,
                1 => Link::Elsewhere,
                _ => Link::Right,
            },
            empty_pages: random.chance(30),
            page_size: random.one_of(&[1, 3, 7, 50, 50, 50, usize::MAX / 2]),
            members_a_page: random.one_of(&[5, 12, 100, 100]),
            repeats: random.chance(20),
            shows: random.one_of(&[
                Shows::AtMost(25),
                Shows::AtMost(25),
                Shows::AtMost(20),
                Shows::Linked(25),
                Shows::Linked(2),
                Shows::Nobody,
            ]),
            is_busy: random.chance(40),
            token_life_ms: random.one_of(&[u64::MAX, u64::MAX, u64::MAX, 100]),
            revoked_at_ms: random.chance(20).then(|| random.below(5_000)),
            can_answer_claims: random.chance(70),
        }
    }

    /// Whether each list is read, and shows what there is.
    pub(crate) fn lists_are_good(&self) -> bool {
        let tokens_are_good =
            self.token_life_ms == u64::MAX && (self.revoked_at_ms.is_none() || self.can_answer_claims);
        self.list_faults_percent == 0
            && !self.refuses_lists
            && self.link == Link::Right
            && !self.is_busy
            && tokens_are_good
    }
}
