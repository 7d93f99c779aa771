import 'reflect-metadata';
import { Controller, Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, KafkaContext, type MicroserviceOptions, Payload, Transport } from '@nestjs/microservices';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import type { Envelope } from '#contracts';
import { effectOf } from '../summary.js';
import { Lap, taskOf } from './contender.js';

/*
 * Contender (a): what an ordinary good team writes first: `@EventPattern`, an entity each, `findOneBy` + `save`,
 * in one transaction per event so that a crash cannot leave half of it, with primary keys and a connection pool.
 */

const task = taskOf(process.argv[2]);
const lap = new Lap();

@Entity('bench_order')
class OrderRow {
  @PrimaryColumn({ name: 'order_id', type: 'varchar', length: 190 })
  orderId: string = '';
  @Column({ name: 'unit_id', type: 'varchar', length: 190 })
  unit_id: string = '';
  @Column({ name: 'ordered_on', type: 'varchar', length: 190 })
  ordered_on: string = '';
  @Column({ type: 'bigint' })
  total_fen: number = 0;
  @Column({ type: 'bigint' })
  paid_fen: number = 0;
  @Column({ type: 'bigint' })
  accepted_fen: number = 0;
  @Column({ type: 'bigint' })
  stars: number = 0;
  @Column({ type: 'bigint' })
  events: number = 0;
}

@Entity('bench_unit_month')
class UnitMonthRow {
  @PrimaryColumn({ type: 'varchar', length: 190 })
  unit_id: string = '';
  @PrimaryColumn({ type: 'varchar', length: 190 })
  month: string = '';
  @Column({ type: 'bigint' })
  orders: number = 0;
  @Column({ type: 'bigint' })
  ordered_fen: number = 0;
  @Column({ type: 'bigint' })
  paid_fen: number = 0;
  @Column({ type: 'bigint' })
  accepted_fen: number = 0;
}

const source = new DataSource({
  type: 'mysql',
  ...task.mysql,
  username: task.mysql.user,
  poolSize: 10,
  entities: [OrderRow, UnitMonthRow],
});

@Injectable()
class OrderSummary {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async apply(event: Envelope): Promise<void> {
    const effect = effectOf(event);
    await this.database.transaction(async (manager) => {
      const order = (await manager.findOneBy(OrderRow, { orderId: effect.orderId })) ?? new OrderRow();
      Object.assign(order, { orderId: effect.orderId, ...effect.set });
      await manager.save(OrderRow, added(order, effect.addToOrder));
      const key = { unit_id: effect.unitId, month: effect.month };
      const month = (await manager.findOneBy(UnitMonthRow, key)) ?? Object.assign(new UnitMonthRow(), key);
      await manager.save(UnitMonthRow, added(month, effect.addToMonth));
    });
  }
}

/** The driver gives BIGINT back as text where it might not fit a number; the sums stay far below that. */
function added<Row extends object>(row: Row, amounts: Readonly<Record<string, number>>): Row {
  const values = row as Record<string, unknown>;
  for (const [column, amount] of Object.entries(amounts)) values[column] = Number(values[column] ?? 0) + amount;
  return row;
}

@Controller()
class OrderEvents {
  constructor(@Inject(OrderSummary) private readonly summary: OrderSummary) {}

  @EventPattern(task.topic)
  async on(@Payload() event: object, @Ctx() context: unknown): Promise<void> {
    if (!(context instanceof KafkaContext)) throw new TypeError('not a Kafka message');
    lap.begin();
    await this.summary.apply(event as Envelope);
    if (lap.applied(context.getPartition(), 1, task.events)) lap.end();
  }
}

@Module({ controllers: [OrderEvents], providers: [OrderSummary, { provide: DataSource, useValue: source }] })
class NaiveModule {}

await source.initialize();
const app = await NestFactory.createMicroservice<MicroserviceOptions>(NaiveModule, {
  transport: Transport.KAFKA,
  logger: ['error'],
  options: {
    client: { clientId: 'naive', brokers: [...task.brokers] },
    consumer: { groupId: task.group, maxWaitTimeInMs: 100 },
    subscribe: { fromBeginning: true },
  },
});
await app.listen();
