/** The kinds of work items and where each is settled. */
import { IconAlertTriangle, IconArrowBackUp, IconBan, IconBarcode, IconBottle, IconCalendarExclamation, IconCalendarTime, IconEyeCheck, IconFlag, IconMapPinExclamation, IconPackage, IconPencilExclamation, IconPhone, IconStack2, IconTemplate, IconTestPipe2, IconTool, IconTrash, IconWind, type Icon } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import type { Texts } from '@/shared';

const ICONS: Record<string, Icon> = {
  duplicate_din: IconBarcode,
  duplicate_position: IconMapPinExclamation,
  content_changed_after_release: IconPencilExclamation,
  proposed_rejection: IconBan,
  run_unaccounted: IconStack2,
  contested_template: IconTemplate,
  deviation_unsettled: IconFlag,
  room_stopped: IconWind,
  sop_returned: IconArrowBackUp,
  refused_bag_kept: IconTrash,
  refused_family_not_told: IconPhone,
  procedure_in_review: IconEyeCheck,
  procedure_returned: IconArrowBackUp,
  action_due: IconTool,
  action_overdue: IconCalendarExclamation,
  action_check: IconEyeCheck,
  part_overdrawn: IconTestPipe2,
  part_twin: IconTestPipe2,
  part_compartment: IconTestPipe2,
  part_late: IconTestPipe2,
  part_root: IconTestPipe2,
  part_after_discard: IconTestPipe2,
  part_cell: IconTestPipe2,
  stock_low: IconPackage,
  lot_ended: IconBottle,
  lot_ends_soon: IconBottle,
  device_overdue: IconCalendarExclamation,
  device_due_soon: IconCalendarTime,
};

export function iconOf(kind: string): Icon {
  return ICONS[kind] ?? IconAlertTriangle;
}

/** Settled by choosing a side here; the others are settled on pages of their own. */
export function isResolvable(kind: string): boolean {
  return kind === 'duplicate_din' || kind === 'duplicate_position';
}

/** Done on the unit's own page, where it says what becomes of a refused unit. */
export function isOfRefused(kind: string): boolean {
  return kind === 'refused_bag_kept' || kind === 'refused_family_not_told';
}

/** A text of the kind; an unknown kind is named by its code. */
export function kindText(part: 'title' | 'hint', { kind }: Pick<WorkItem, 'kind'>, t: Texts): string {
  const key = `kind.${kind}.${part}`;
  const text = t(key);
  if (text !== key) return text;
  return part === 'title' ? kind : '';
}

type Word = (vocabulary: 'LabelTemplate' | 'ThingKind', value: string) => string;

/** What it is about in words: a label or a kind of material by its name, everything else as it is. */
export function aboutText({ kind, about }: Pick<WorkItem, 'kind' | 'about'>, word: Word): string {
  if (kind === 'stock_low') return word('ThingKind', about);
  return kind === 'contested_template' ? word('LabelTemplate', about) : about;
}

/** Where in the register it stands. */
export function registerPlace({ kind, about }: Pick<WorkItem, 'kind' | 'about'>): string {
  if (kind === 'stock_low') return 'materials';
  return `${kind.startsWith('device_') ? 'equipment' : 'materials'}~${about}`;
}
