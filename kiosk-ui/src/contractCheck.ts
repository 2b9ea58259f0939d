import { alarmPhases, caseStates, nodeClasses, type CaseDetail, type CaseRow, type Worklist } from './contract.ts';

/** The service said something this page does not know. It is shown as an error; it is never shown as something calm. */
export class ContractError extends Error {}

/** Throws ContractError when a row holds a state or priority this page has no words for, or both at odds. */
export function checkRow(row: CaseRow): CaseRow {
  if (!caseStates.includes(row.state)) throw new ContractError(`unknown state "${String(row.state)}"`);
  if (row.priority !== null && ![1, 2, 3, 4].includes(row.priority)) throw new ContractError(`unknown priority "${String(row.priority)}"`);
  if (row.state === 'Analysed' && row.priority === null) throw new ContractError('analysed without a priority');
  if (row.state !== 'Analysed' && row.priority !== null) throw new ContractError(`priority ${row.priority} in state ${row.state}`);
  const alarm = row.alarm;
  if (alarm !== null && (![1, 2, 3].includes(alarm.level) || !alarmPhases.includes(alarm.phase))) {
    throw new ContractError(`unknown alarm "${String(alarm.phase)} ${String(alarm.level)}"`);
  }
  return row;
}

/** Only the shape: single rows are checked where they are drawn, so that one bad row does not hide the others. */
export function checkWorklist(value: Worklist): Worklist {
  if (!Number.isInteger(value?.sequence) || !Array.isArray(value.cases)) throw new ContractError('worklist without sequence or cases');
  return value;
}

/** Throws ContractError when a detail does not belong to the case asked for, or its result to its revision, or a class is unknown. */
export function checkDetail(detail: CaseDetail, id: string): CaseDetail {
  checkRow(detail.row);
  if (detail.row.id !== id) throw new ContractError('answer belongs to another case');
  const result = detail.result;
  if (result === null) return detail;
  if (result.caseId !== id) throw new ContractError('result belongs to another case');
  if (result.revision !== detail.row.revision) throw new ContractError('result belongs to another revision');
  for (const node of result.nodes) {
    if (!nodeClasses.includes(node.label)) throw new ContractError(`unknown node class "${String(node.label)}"`);
  }
  return detail;
}
