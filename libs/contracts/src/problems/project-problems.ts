import type { ProblemText } from '../problem-text.js';

/** Codes of projects, their stages, funds and notices (contract §3 Projects, §9 Gates). */
export const projectProblems = {
  'PROJECT.UNKNOWN': {
    status: 422,
    zh: '没有编号为“{id}”的项目。请核对项目编号。',
    en: 'There is no project “{id}”. Check the project id.',
  },
  'PROJECT.COLD_STORAGE_NOT_ALLOWED': {
    status: 422,
    zh: '只有“保鲜冷库”项目才填写冷库参数，本项目的模板是“{template}”。请删除冷库参数（coldStorage），或改用保鲜冷库模板（cold-storage）。',
    en: 'Only a project of the template “Cold store” has its measures; this one is “{template}”. Leave them out (coldStorage), or choose that template (cold-storage).',
  },
  'PROJECT.SUSPENDED': {
    status: 409,
    zh: '项目自 {suspendedOn} 起暂停（{reason}）。请先恢复项目。',
    en: 'The project has been suspended since {suspendedOn} ({reason}). Resume it first.',
  },
  'PROJECT.NOT_SUSPENDED': {
    status: 409,
    zh: '项目没有处于暂停状态，无需恢复。请直接登记进展。',
    en: 'The project is not suspended; there is nothing to resume. Record its progress as it is.',
  },
  'STAGE.UNKNOWN': {
    status: 422,
    zh: '该模板没有“{stage}”环节。可用的环节：{known}。',
    en: 'This template has no stage “{stage}”. Its stages are: {known}.',
  },
  'STAGE.REPEATED': {
    status: 422,
    zh: '环节“{stage}”填写了不止一次。每个环节请只填一次。',
    en: 'The stage “{stage}” is given more than once. Give each stage once.',
  },
  'STAGE.REASON_REQUIRED': {
    status: 422,
    zh: '“{stage}”环节原计划 {plannedOn}，调整计划须填写原因。',
    en: 'The stage “{stage}” was planned for {plannedOn}; a change of plan needs a reason.',
  },
  'STAGE.EVIDENCE_MISSING': {
    status: 422,
    zh: '“{stage}”环节缺少必需的凭证：{missing}。请补齐，或写明要件不齐仍要完成的原因（豁免）。',
    en: 'The stage “{stage}” lacks required evidence: {missing}. Supply it, or give the reason of a waiver.',
  },
  'STAGE.BEFORE_REOPENED': {
    status: 422,
    zh: '“{stage}”环节于 {reopenedOn} 重开，不能在此之前（{day}）再次完成。要更正完成日期，请以原完成日期重开后再登记。',
    en: 'The stage “{stage}” was reopened on {reopenedOn} and cannot be reached again before it ({day}). To correct the day, reopen it as of the day it was reached.',
  },
  'STAGE.OUT_OF_ORDER': {
    status: 409,
    zh: '“{stage}”之前还有未完成的环节：{open}。请先完成或跳过它们。',
    en: 'Stages before “{stage}” are still open: {open}. Reach or skip them first.',
  },
  'STAGE.ALREADY_REACHED': {
    status: 409,
    zh: '“{stage}”环节已于 {reachedOn} 完成。如需更改，请先重开。',
    en: 'The stage “{stage}” was reached on {reachedOn}. Reopen it first to change it.',
  },
  'STAGE.SKIPPED': {
    status: 409,
    zh: '“{stage}”环节已于 {skippedOn} 跳过。如需更改，请先重开。',
    en: 'The stage “{stage}” was skipped on {skippedOn}. Reopen it first to change it.',
  },
  'STAGE.NOT_REACHED': {
    status: 409,
    zh: '“{stage}”环节尚未完成或跳过，无需重开。请直接登记进展。',
    en: 'The stage “{stage}” is neither reached nor skipped; there is nothing to reopen. Record its progress as it is.',
  },
  'STAGE.LATER_REACHED': {
    status: 409,
    zh: '“{stage}”之后的环节已经完成：{later}。请先从后往前重开它们。',
    en: 'Stages after “{stage}” are reached: {later}. Reopen them first, last one first.',
  },
  'NOTICE.TOO_SHORT': {
    status: 422,
    zh: '公示期 {days} 天，少于规定的 {leastDays} 天（{basis}）。请延长公示期。',
    en: 'A notice of {days} days is shorter than the required {leastDays} ({basis}). Extend it.',
  },
  'NOTICE.ENDS_BEFORE_START': {
    status: 422,
    zh: '公示截止日 {to} 早于开始日 {from}。请核对日期。',
    en: 'The notice ends on {to}, before it starts on {from}. Check the days.',
  },
} as const satisfies Record<string, ProblemText>;
