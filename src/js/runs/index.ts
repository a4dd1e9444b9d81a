// What a run over many lines knows, for the command and the page: which lines are equal, what earlier runs did of them,
// what is sent, and how many lines are where. Pure: no file, no clock, no network.
//
//   const history = new RunHistory();            // an interrupted run goes on from its records
//   for (const record of kept) history.add(record);
//   const plan = new ListPlan({ allowDuplicates, retryFailed, retryUnknown }, history);
//   const mistakes = new MistakeGroups();        // equal mistakes once: mistakes.list(), placesText(mistake)
//
//   // First reading: every line. `index` counts lines from 0; several elements of an array may share a `line`.
//   const issues = issuesOf(line, validate);
//   if (!isWrong(issues)) plan.see(line.line, index, keyOf(line.request, { caller }));
//   const { issues: ofList, removedGroups, list, joins, numbers } = plan.settle({ lines, wrong });
//   // ofList: equal groups, and groups that would stand beside one that was corrected. Show them with the rest.
//
//   // Keep a RunRecord: { record: "run", format, version, at, cloud, apiVersion, baseUrl, lines, list, joins }.
//   // Second reading, or a loop over what was kept: lines that are wrong or plan.isHeldBack(index) are skipped.
//   plan.restart();
//   const { slot, action, mayExist, wasTried } = plan.next(key); // "send", "done", "skip", "cutOff"
//   // Lines with wasTried are sent after the others: a line that blocks must not do so each time.
//
//   // Before lines leave, keep { record: "sending", at, keys: [slot, …] }; then an outcomeRecord of each outcome, and
//   // let the history and the numbers follow:
//   history.add(sendingRecord, true);            // true: of the run that is going on
//   numbers.follow(history, [record.key], () => history.add(record, true));
//   numbers.end(history);                        // the run is over: what is still under way is unknown
//   numbers.now; // lines = created + failed + unknown + skipped + waiting, always
//
//   // Once a chat is there: plan.see(…, line.message), planned.isMessageLeft, history.of(slot).chatId. Before the message
//   // leaves keep { record: "sendingMessage", at, keys: [slot], digest: messageDigestOf(message) }, then messageRecord(place, sent) or (place, { error,
//   // wasSent }); of missingMembers keep membersRecord(place, members, missing, outcomesOfAddMembers). numbers.messages and
//   // numbers.members follow. Of a chat found again the outcomeRecord is that of createChats, with `found`.
//
//   const stop = new EarlyStop();
//   const reason = stop.add(slot, outcome);      // given once: let nothing more leave, wait for what is under way, then
//   // keep { record: "stopped", reason, keys: stop.takeWaiting() }: these lines wait for the next run.
//
//   const table = new OutcomesTable(layout);     // table.header() + table.row({ line, cells, request, outcome }) …

export { type Answered, EarlyStop, isOfAllLines, Refusals } from "./early-stop.ts";
export { type Failure, isOfCaller, isUnanswered, type RecordedError } from "./failure.ts";
export {
  cutOffMessageRecord,
  type MembersRecord,
  type MessageRecord,
  membersFailedRecord,
  membersRecord,
  messageRecord,
  type SendingMessageRecord,
} from "./follow-ups.ts";
export {
  type CountedAs,
  keyOfSlot,
  type MessageStanding,
  type Presence,
  RunHistory,
  type SlotFacts,
  type SlotState,
  stateOf,
} from "./history.ts";
export { isGroupKey, keyOf, messageDigestOf, partsOf } from "./keys.ts";
export { type Mistake, MistakeGroups, placesText } from "./mistakes.ts";
export { isComplete, type MemberNumbers, type MessageNumbers, type Numbers, RunNumbers } from "./numbers.ts";
export { harmless, type OutcomeRow, OutcomesTable } from "./outcomes-table.ts";
export { ListPlan, type Planned, type PlanOptions, type Settled } from "./plan.ts";
export { recordOf } from "./read-record.ts";
export {
  cutOffRecord,
  format,
  foundRecord,
  installedRecord,
  type LinePlace,
  type NotCreatedRecord,
  type Outcome,
  type OutcomeRecord,
  outcomeRecord,
  type Record,
  type RunRecord,
  type SendingRecord,
  type SentLine,
  type SkippedRecord,
  type StoppedRecord,
  skippedRecord,
} from "./records.ts";
