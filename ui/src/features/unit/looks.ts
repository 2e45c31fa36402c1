/** Colour and icon of a record's kind. */
import {
  IconAlertTriangle, IconBan, IconBarcode, IconBottle, IconCertificate, IconClipboardCheck, IconDeviceDesktopAnalytics, IconDroplet, IconEye, IconFileText, IconFlag, IconFlask, IconHandStop, IconInbox, IconListCheck,
  IconLockOpen, IconPackage, IconPencil, IconPhone, IconPoint, IconPrinter, IconPrinterOff, IconReportMedical, IconRosetteDiscountCheck, IconScale, IconSearch, IconSignature, IconSnowflake, IconStack2,
  IconTool, IconTrash, IconTruck, IconUserPlus, type Icon,
} from '@tabler/icons-react';
import type { ToneName } from '@/shared';

export interface Look {
  icon: Icon;
  tone: ToneName;
}

const LOOKS: Record<string, Look> = {
  'mother.enrolled': { icon: IconUserPlus, tone: 'blue' },
  'consent.recorded': { icon: IconSignature, tone: 'blue' },
  'questionnaire.recorded': { icon: IconListCheck, tone: 'blue' },
  'collection.corrected': { icon: IconPencil, tone: 'orange' },
  'step.corrected': { icon: IconPencil, tone: 'orange' },
  'collection.registered': { icon: IconDroplet, tone: 'blue' },
  'labels.cross_checked': { icon: IconBarcode, tone: 'blue' },
  'labels.printed': { icon: IconPrinter, tone: 'grey' },
  'labels.accounted': { icon: IconPrinter, tone: 'grey' },
  'kits.printed': { icon: IconPrinter, tone: 'grey' },
  'codes.printed': { icon: IconPrinter, tone: 'grey' },
  'kit.spoiled': { icon: IconBan, tone: 'orange' },
  'label.verified': { icon: IconBarcode, tone: 'blue' },
  'shipment.packed': { icon: IconPackage, tone: 'violet' },
  'shipment.handed_over': { icon: IconTruck, tone: 'violet' },
  'unit.packed': { icon: IconPackage, tone: 'violet' },
  'unit.received': { icon: IconInbox, tone: 'violet' },
  'receipt.decided': { icon: IconClipboardCheck, tone: 'violet' },
  'step.recorded': { icon: IconFlask, tone: 'teal' },
  'result.recorded': { icon: IconReportMedical, tone: 'teal' },
  'unit.stored': { icon: IconSnowflake, tone: 'cyan' },
  'unit.rejected': { icon: IconBan, tone: 'red' },
  'hold.placed': { icon: IconHandStop, tone: 'red' },
  'hold.lifted': { icon: IconLockOpen, tone: 'orange' },
  'review.signed': { icon: IconSignature, tone: 'lime' },
  'unit.released': { icon: IconRosetteDiscountCheck, tone: 'green' },
  'certificate.issued': { icon: IconCertificate, tone: 'green' },
  'document.issued': { icon: IconFileText, tone: 'grey' },
  'manifest.issued': { icon: IconFileText, tone: 'grey' },
  'pick_list.issued': { icon: IconFileText, tone: 'grey' },
  'step.begun': { icon: IconFlask, tone: 'teal' },
  'step.skipped': { icon: IconBan, tone: 'orange' },
  'sop.pinned': { icon: IconListCheck, tone: 'grey' },
  'sop.drawn': { icon: IconPencil, tone: 'blue' },
  'document.called_off': { icon: IconPrinterOff, tone: 'grey' },
  'manifest.called_off': { icon: IconPrinterOff, tone: 'grey' },
  'pick_list.called_off': { icon: IconPrinterOff, tone: 'grey' },
  'kits.called_off': { icon: IconPrinterOff, tone: 'grey' },
  'procedure.approved': { icon: IconRosetteDiscountCheck, tone: 'green' },
  'limit.confirmed': { icon: IconRosetteDiscountCheck, tone: 'green' },
  'template.drawn': { icon: IconPencil, tone: 'blue' },
  'template.approved': { icon: IconRosetteDiscountCheck, tone: 'green' },
  'template.withdrawn': { icon: IconBan, tone: 'orange' },
  'analyser.message': { icon: IconDeviceDesktopAnalytics, tone: 'teal' },
  'analyser.assigned': { icon: IconReportMedical, tone: 'orange' },
  'analyser.dismissed': { icon: IconBan, tone: 'orange' },
  'equipment.registered': { icon: IconTool, tone: 'blue' },
  'equipment.serviced': { icon: IconTool, tone: 'teal' },
  'equipment.taken_out': { icon: IconBan, tone: 'orange' },
  'equipment.returned': { icon: IconTool, tone: 'green' },
  'material.received': { icon: IconPackage, tone: 'violet' },
  'material.inspected': { icon: IconClipboardCheck, tone: 'violet' },
  'material.opened': { icon: IconBottle, tone: 'blue' },
  'material.counted': { icon: IconListCheck, tone: 'grey' },
  'deviation.reported': { icon: IconFlag, tone: 'orange' },
  'deviation.widened': { icon: IconFlag, tone: 'orange' },
  'deviation.classified': { icon: IconScale, tone: 'blue' },
  'deviation.investigated': { icon: IconSearch, tone: 'blue' },
  'deviation.action_planned': { icon: IconTool, tone: 'violet' },
  'deviation.action_done': { icon: IconTool, tone: 'teal' },
  'deviation.action_checked': { icon: IconEye, tone: 'teal' },
  'deviation.closed': { icon: IconClipboardCheck, tone: 'green' },
  'deviation.reopened': { icon: IconFlag, tone: 'red' },
  'unit.deviated': { icon: IconFlag, tone: 'orange' },
  'unit.deviation_settled': { icon: IconClipboardCheck, tone: 'green' },
  'material.recalled': { icon: IconAlertTriangle, tone: 'red' },
  'run.started': { icon: IconStack2, tone: 'blue' },
  'run.unit_joined': { icon: IconStack2, tone: 'blue' },
  'run.unit_left': { icon: IconStack2, tone: 'orange' },
  'unit.disposed': { icon: IconTrash, tone: 'red' },
  'family.notified': { icon: IconPhone, tone: 'blue' },
  'run.closed': { icon: IconStack2, tone: 'teal' },
  'work.resolved': { icon: IconScale, tone: 'orange' },
};

const PLAIN: Look = { icon: IconPoint, tone: 'grey' };

export function lookOf(kind: string): Look {
  return LOOKS[kind] ?? PLAIN;
}
