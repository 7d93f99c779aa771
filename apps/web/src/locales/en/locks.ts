import type zh from '../zh-CN/locks';

const locks: typeof zh = {
  title: 'Locked periods (monthly and yearly closing)',
  note: '{period} was locked by {account} at {instant}.',
  askReviewer:
    'Amounts of that period are no longer entered or changed directly: hand the facts and the proof to a reviewer of a unit above, who enters an adjustment.',
  youAdjust: 'You may go on with a reason; records and reports will mark it as an adjustment.',
  adjustmentReason: 'Reason for the adjustment',
  adjusted: 'Adjustment of {period}: {reason}',
  tag: 'Adjustment',
  none: 'No period of this year has been locked yet.',
  period: 'Period',
  unit: 'Unit (and those below)',
  by: 'Locked by',
  at: 'Locked at',
  reason: 'Note',
  sales: 'sales too',
  wholeYear: 'the whole of {year}',
  lock: 'Lock a period…',
  confirmTitle: 'Lock {period} for {unit}?',
  confirmUnits: '{unit} and {count} below it, from {from} to {to}.',
  confirmSales: 'This is the top department: the villages’ sales of the period are locked, too.',
  confirmBefore: 'From then on purchasers and village staff can no longer enter, change or void amounts of the period.',
  confirmAfter: 'After that only a reviewer of a unit above does so, with a reason; records, lists and changes mark it as an adjustment.',
  confirmForEver: 'A lock is never taken back.',
  confirm: 'Lock it',
  done: 'Locked {period} for {unit}',
  conflict:
    'Somebody has changed this record while you were filling in: you saw version {seen}, it is now {now}. What you typed is still below; nothing is lost.',
  conflictField: 'Field',
  conflictSeen: 'What you saw (version {version})',
  conflictNow: 'What it is now (version {version})',
  conflictSince: 'Recorded in between',
  conflictTake: 'Go on from the present version',
};

export default locks;
