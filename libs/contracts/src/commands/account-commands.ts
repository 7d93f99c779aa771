import { ROLES, type Role } from '../envelope.js';
import { Id, OneOfEach, Pattern, Secret, Text } from './fields.js';

/** 账号: letters, digits and `. _ @ -`, at most 60; bytes decide, so `Li` and `li` are two accounts. */
export const ACCOUNT_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,59}$/u;

const ACCOUNT = '1–60 个字母、汉字、数字或 . _ @ - / 1–60 letters, digits or . _ @ -';

/** 登录 */
export class LogInBody {
  @Secret({ most: 200, description: '账号' })
  account!: string;

  @Secret({ most: 1_000, description: '密码' })
  password!: string;

  @Secret({ most: 100, optional: true, description: '六位动态验证码或一个恢复码；启用了动态验证码的账号须填' })
  code?: string;
}

/** 更换密码 */
export class ChangePasswordBody {
  @Secret({ most: 1_000, description: '现在的密码' })
  current!: string;

  @Secret({ most: 1_000, description: '新密码' })
  next!: string;
}

/** 动态验证码: without a code a key is made, with the first code of that key it is confirmed. */
export class EnrolTotpBody {
  @Secret({ most: 1_000, description: '现在的密码' })
  password!: string;

  @Pattern(/^\d{6}$/, '六位数字 / six digits', { optional: true })
  code?: string;
}

/** 不再使用动态验证码 */
export class RemoveTotpBody {
  @Secret({ most: 1_000, description: '现在的密码' })
  password!: string;
}

/** 新建账号 */
export class AddAccountBody {
  @Pattern(ACCOUNT_PATTERN, ACCOUNT)
  account!: string;

  @Text({ most: 100, description: '姓名；只在账号表中，不进入任何事件' })
  name!: string;

  @OneOfEach(ROLES, { least: 1 })
  roles!: Role[];

  @Secret({ most: 1_000, description: '初始密码，首次登录须更换' })
  password!: string;

  @Id({ optional: true, description: '所属单位；不填则不限单位' })
  unitId?: string;

  @Pattern(/^\d{12}$/, '12 位行政区划代码 / a 12-digit village code', { optional: true, description: '村级填报的村' })
  villageCode?: string;
}

/** 停用账号 */
export class DisableAccountBody {
  @Text({ most: 500, description: '原因' })
  reason!: string;
}

/** 重置密码: the holder changes it at the next login; a disabled account is usable again. */
export class ResetAccountBody {
  @Secret({ most: 1_000, description: '新的初始密码' })
  password!: string;

  @Text({ most: 500, description: '原因' })
  reason!: string;
}

/** 改动角色与范围 */
export class ChangeRolesBody {
  @OneOfEach(ROLES, { least: 1 })
  roles!: Role[];

  @Id({ optional: true })
  unitId?: string;

  @Pattern(/^\d{12}$/, '12 位行政区划代码 / a 12-digit village code', { optional: true })
  villageCode?: string;

  @Text({ most: 500, description: '原因' })
  reason!: string;
}
