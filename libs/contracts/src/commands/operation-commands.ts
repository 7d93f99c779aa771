import { Ids, Text } from './fields.js';

/** 载入演示数据 */
export class LoadDemoBody {
  @Text({ most: 50, description: '演示数据的名称' })
  year!: string;
}

/** 重建汇总 */
export class RebuildBody {
  @Ids({ least: 1, description: '要重建的汇总' })
  projections!: string[];
}
