import type { LogName, Position } from '#contracts';
import type { LastEvent } from './last-event.js';

/** What lies where a reader was last, and cannot have been read by it. */
export interface Stranger {
  readonly offset: number;
  /** Of the event that lies there. */
  readonly found: Position;
  /** Up to which the reader has read. */
  readonly read: Position;
}

/** What to do where a topic no longer holds what was published, in both languages. */
function layAnew(what: string, whatInEnglish: string): string {
  return (
    `${what}重建帮不上忙：请按 docs/runbook.md“重新铺设主题”停机、清空主题后从日志重新发布（cluster republish），再让读者从头读起（cluster reread）。` +
    ` / ${whatInEnglish} A rebuild cannot help: with everything stopped and the topics emptied, publish the logs anew (cluster republish), then let the readers begin anew` +
    ' (cluster reread), see docs/runbook.md, “Lay the topics anew”.'
  );
}

/** Something about a topic that no retry mends; the message says where, what and what to do. */
export class TopicError extends Error {
  constructor(
    readonly code: 'TOPIC.MISSING' | 'TOPIC.DIFFERS' | 'TOPIC.RESET' | 'TOPIC.INCOMPLETE' | 'TOPIC.AHEAD' | 'TOPIC.OTHER_LOG',
    message: string,
  ) {
    super(`${code} ${message}`);
    this.name = 'TopicError';
  }

  static differs(differences: readonly TopicDifference[]): TopicError {
    const lines = differences.map(
      ({ topic, what, wanted, found }) => `  ${topic}: ${what} 应为 ${wanted}，实为 ${found} / should be ${wanted}, is ${found}`,
    );
    return new TopicError(
      'TOPIC.DIFFERS',
      '主题与配置不符，程序不会在此之上记账。请改正配置；分区数不能原地更改，见 docs/runbook.md。' +
        ' / Topics differ from the configuration, so nothing is read or written. Correct the configuration; the number of partitions' +
        ` cannot be changed in place, see docs/runbook.md.\n${lines.join('\n')}`,
    );
  }

  /** @param read from how many partitions the rows were read @param wanted how many are configured */
  static otherPartitions(log: LogName, read: number, wanted: number): TopicError {
    return new TopicError(
      'TOPIC.DIFFERS',
      layAnew(
        `${log}: 汇总数据是从 ${read} 个分区读来的，现在配置了 ${wanted} 个；分区数不能原地更改，同一记录的事件会落在两个分区里而失去先后。`,
        `Rows were read from ${read} partitions and ${wanted} are configured. The number cannot be changed in place: the events of one` +
          ' record would lie in two of them, in no order.',
      ),
    );
  }

  static reset(topic: string, partition: number, offset: number, found: { low: number; high: number } | undefined): TopicError {
    const range = found === undefined ? '–' : `${found.low}–${found.high}`;
    return new TopicError(
      'TOPIC.RESET',
      layAnew(
        `${topic}: 分区 ${partition} 应从位移 ${offset} 读起，但现有范围是 ${range}：主题被删除重建或被清理过。`,
        `Partition ${partition} is to be read from offset ${offset}, but it holds ${range}: the topic was deleted, made anew or trimmed.`,
      ),
    );
  }

  static madeAnew(topic: string, partition: number, { offset, found, read }: Stranger): TopicError {
    return new TopicError(
      'TOPIC.RESET',
      layAnew(
        `${topic}: 分区 ${partition} 位移 ${offset} 处应是已入账的事件（至第 ${read} 个），但现在是第 ${found} 个：主题被删除重建过，之前的事件会漏计。`,
        `At offset ${offset} of partition ${partition} an event up to ${read} was read, but ${found} lies there:` +
          ' the topic was made anew, and what lies before would be left out.',
      ),
    );
  }

  /** The topic holds what its log does not have yet. @param head the last position of the log */
  static ahead({ topic, partition, offset, position }: LastEvent, head: Position): TopicError {
    return new TopicError(
      'TOPIC.AHEAD',
      layAnew(
        `${topic}: 分区 ${partition} 位移 ${offset} 处已是第 ${position} 个事件，而账只到第 ${head} 个：数据库恢复到了较早的时候，或接错了库。` +
          `此后入账的会占用读者已读过的序号而被略去，所以什么也不发布。第 ${head} 个之后的事件只在主题里：有更新的备份就先恢复它。`,
        `Partition ${partition} holds event ${position} at offset ${offset}, but the log ends at ${head}: its database was restored to an` +
          ' earlier moment, or is another one. What is accepted now would take positions that readers have read, and be left out by them,' +
          ` so nothing is published. Events after ${head} are in the topic alone: restore a later backup first where there is one.`,
      ),
    );
  }

  /** The topic holds another event than its log at the same position, or one that was taken out of the log. */
  static otherLog({ topic, partition, offset, position }: LastEvent): TopicError {
    return new TopicError(
      'TOPIC.OTHER_LOG',
      layAnew(
        `${topic}: 分区 ${partition} 位移 ${offset} 处的第 ${position} 个事件不是账里的第 ${position} 个（哈希不符）：数据库恢复到较早的时候后又入过账，` +
          '接错了库，或账被改过，所以什么也不发布。请先用 cluster verify 核对账目。',
        `Event ${position} at offset ${offset} of partition ${partition} is not event ${position} of the log (their hashes differ): the database` +
          ' was restored to an earlier moment and has accepted others since, is another one, or was tampered with, so nothing is published.' +
          ' See first that the log is whole (cluster verify).',
      ),
    );
  }

  /** @param lacking which events do not come although later ones do, or how many, in both languages */
  static incomplete(log: LogName, lacking: string, lackingInEnglish: string): TopicError {
    return new TopicError(
      'TOPIC.INCOMPLETE',
      layAnew(
        `${log}: 主题里缺${lacking}，而后面的都在，由此得出的数字会漏计。`,
        `The topic lacks ${lackingInEnglish} although it holds later ones: figures from it leave them out.`,
      ),
    );
  }
}

/** One property of a topic that is not as it should be. */
export interface TopicDifference {
  readonly topic: string;
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
}
