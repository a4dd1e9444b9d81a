// Ways of breaking the creation of many chats; `test` is the simulation that must find it, where it is not that of every seed.

const batch = "src/endpoints/batch.rs";
const pace = "src/client/pace.rs";
const limit = "src/client/pace/limit.rs";
const batchEnd = "src/client/bulk/batch_end.rs";
const run = "src/client/bulk/run.rs";
const sending = "src/client/bulk/run/sending.rs";
const tries = "src/client/retry_state.rs";
const sorting = "src/client/bulk/run/sorting.rs";
const waiting = "src/client/bulk/run/waiting.rs";

const everySeed = "bulk::every_seed_keeps_every_promise";
const rest = "bulk::efficiency::a_rest_is_not_followed_by_a_burst";
const few = "bulk::efficiency::few_batches_at_once_are_full_ones";
const trickle = "bulk::efficiency::a_trickle_is_not_followed_by_a_burst";
const movingLimit = "bulk::efficiency::a_limit_that_moves_is_followed";

const bulk = [
  // What is repeated, and what is said of the outcome.
  {
    name: "many: repeat a group after a batch that ended with a 504",
    file: sorting,
    search: "let safe = item.is_safe_to_repeat();",
    replace: "let safe = true;",
  },
  {
    name: "many: say notCreated where a batch leaves the answer out",
    file: batchEnd,
    search: "None => Answer::Failed(Ending::Unclear, missing()),",
    replace: "None => Answer::Failed(Ending::Refused, missing()),",
  },
  {
    name: "many: say notCreated of a batch that cannot be read",
    file: batchEnd,
    search: "    for_all(count, &Ending::Unclear, &failure)\n",
    replace: "    for_all(count, &Ending::Refused, &failure)\n",
  },
  {
    name: "many: believe the first of two answers that contradict each other",
    file: batch,
    search: "            *place = None;\n",
    replace: "",
  },
  {
    name: "many: forget an earlier unknown outcome",
    file: tries,
    search: "self.unknown |= ending.leaves_unknown();",
    replace: "self.unknown = ending.leaves_unknown();",
  },
  {
    name: "many: count the repeat with claims against maxAttempts",
    file: tries,
    search: "self.used.attempts = self.used.attempts.saturating_sub(1);",
    replace: "",
  },
  {
    name: "many: give two requests of a batch one id",
    file: batch,
    search: "push_number(&mut text, id);",
    replace: "push_number(&mut text, id.min(2));",
  },
  // Waiting.
  {
    name: "many: wait shorter than a Retry-After inside a batch",
    file: sorting,
    search: "self.pace.throttled(sent_at_ms, now_ms, wait_ms);",
    replace: "self.pace.throttled(sent_at_ms, now_ms, wait_ms.min(500));",
  },
  {
    name: "many: cut a Retry-After to the longest that is accepted",
    file: sorting,
    search: "(_, Some(asked_ms)) => asked_ms,",
    replace: "(_, Some(asked_ms)) => asked_ms.min(self.options.max_retry_after_ms),",
  },
  {
    name: "many: repeat a request before its own wait is over",
    file: sorting,
    search: "item.not_before_ms = now_ms.saturating_add(wait_ms);",
    replace: "item.not_before_ms = now_ms;",
  },
  {
    name: "many: send what had its token before Graph throttled",
    file: sending,
    search: "if let Ok(allowed) = self.may_leave(now_ms) {",
    replace: "if let Some(allowed) = Some(1) {",
  },
  {
    name: "many: save up what was not sent",
    file: pace,
    search: "self.next_us.max(earliest_us).saturating_add(",
    replace: "self.next_us.saturating_add(",
    test: rest,
  },
  {
    name: "many: let the rate rise while the source rests",
    file: limit,
    search: "self.used_us.saturating_add(self.taken_us.saturating_sub(unproven_us))",
    replace: "self.used_us.saturating_add(self.taken_us).saturating_add(lost_us)",
    test: rest,
  },
  {
    name: "many: let the rate rise while the source is slow",
    file: limit,
    search: "self.used_us.saturating_add(self.taken_us.saturating_sub(unproven_us))",
    replace: "self.used_us.saturating_add(self.taken_us)",
    test: trickle,
  },
  {
    name: "many: leave batches small where few may be under way",
    file: pace,
    search: "BATCH_MS.max(self.held_us() / 1_000)",
    replace: "BATCH_MS",
    test: few,
  },
  {
    name: "many: blame the source for what was under way",
    file: pace,
    search: "self.next_us.max(self.freed_ms.wrapping_mul(1_000))",
    replace: "self.next_us",
    test: few,
  },
  {
    name: "many: never forget a limit that was lowered",
    file: limit,
    search: "let refuted = lowered ||",
    replace: "let refuted = false &&",
    test: movingLimit,
  },
  {
    name: "many: never look for a limit that was raised",
    file: limit,
    search: "let tenths = for_ms.min(600_000) / 100;",
    replace: "let tenths = for_ms.min(0) / 100;",
    test: movingLimit,
  },
  // Reading, tokens, aborts.
  {
    name: "many: lose a batch that ends when the caller aborts",
    file: run,
    search: "                self.sort(end);\n            }",
    replace: "                drop(end);\n            }",
  },
  {
    name: "many: lose what waits when the caller aborts",
    file: run,
    search: "self.fail_queue(&aborted());",
    replace: "",
  },
  {
    name: "many: notice an abort late",
    file: waiting,
    search: "let mut aborted = pin!(port.aborted());",
    replace: "let mut aborted = pin!(std::future::pending::<()>());",
  },
  {
    name: "many: read on although nobody takes the outcomes",
    file: run,
    search: "self.queue.len() < ahead && self.port.undelivered() < ahead",
    replace: "self.queue.len() < ahead",
  },
  {
    name: "many: end at once when the source fails",
    file: run,
    search: "if self.source_ended && self.queue.is_empty() && self.sending.is_empty() {",
    replace:
      "if self.source_failure.is_some() || self.source_ended && self.queue.is_empty() && self.sending.is_empty() {",
  },
  {
    name: "many: ask a provider again that has failed",
    file: sending,
    search: "self.closed = Some(Closed { failure, until_ms: u64::MAX });",
    replace: "self.closed = Some(Closed { failure, until_ms: now_ms + 1 });",
  },
  {
    name: "many: tell of an outcome before its progress",
    file: run,
    search: "self.report(self.port.elapsed_ms());\n        self.port.emit(ChatOutcome { index, result });",
    replace: "self.port.emit(ChatOutcome { index, result });\n        self.report(self.port.elapsed_ms());",
  },
  {
    name: "many: send more batches at once than allowed",
    file: sending,
    search: "self.sending.len() >= self.bulk.concurrency",
    replace: "self.sending.len() > self.bulk.concurrency",
  },
  {
    name: "many: put more than 4 MB into a batch",
    file: batch,
    search: "<= LARGEST_BODY",
    replace: "<= LARGEST_BODY * 2",
    test: "bulk::sizes::bodies_too_large_together_go_in_several_batches",
  },
];

export const bulkMutants = bulk.map((mutant) => ({ test: everySeed, ...mutant }));
