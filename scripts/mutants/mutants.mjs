/**
 * Safeguards and how they are taken away: `from` stands exactly once in `file`.
 * `suite`: the spec that must notice; `settings`: its environment.
 */
export const MUTANTS = [
  {
    name: 'offset-fence',
    safeguard: 'a cursor moves only from where it is expected',
    file: 'libs/event-log/src/feed/partition-checkpoint.ts',
    from: "return changed === sorted.length ? 'ADVANCED' : 'CONFLICT';",
    to: "return changed >= 0 ? 'ADVANCED' : 'CONFLICT';",
    also: [{ from: "'(log = ? AND shard = ? AND next_offset = ?)'", to: "'(log = ? AND shard = ? AND ? >= 0)'" }],
    suite: 'test/faults/simulator',
  },
  {
    name: 'position-drop',
    safeguard: 'an event that was folded before is dropped by its position',
    file: 'libs/event-log/src/feed/fold-feed.ts',
    from: 'return event.placed && event.position <= cursor.position;',
    to: 'return event.placed && event.position < 0 && cursor.position < 0;',
    suite: 'test/faults/simulator',
  },
  {
    name: 'head-lock',
    safeguard: 'the head of a log is locked while a batch is decided',
    file: 'libs/persistence/src/mysql/mysql-dialect.ts',
    from: "forUpdate: ' FOR UPDATE',",
    to: "forUpdate: '',",
    suite: 'test/faults/beside-cursor',
  },
  {
    name: 'sorted-keys',
    safeguard: 'rows are written in the order of their keys',
    file: 'libs/event-log/src/projection/write-changes.ts',
    from: '  values.sort((left, right) => compareKeys(left, right, primaryKey.length));\n',
    to: '  void compareKeys;\n',
    suite: 'test/faults/beside-upsert',
  },
];
