/** Every screen: its path is its name, and the permissions of which one is enough to see it in the navigation. */
import {
  IconAlertSquareRounded, IconBook2, IconBuildingHospital, IconChartBar, IconChartHistogram, IconChartLine, IconClipboardCheck, IconFileSearch, IconFlag, IconFlask, IconPackageImport, IconPrinter,
  IconRosetteDiscountCheck, IconSearch, IconSettings, IconSnowflake, IconTarget, IconTemplate, IconTestPipe, IconTools, IconTruckDelivery, IconWind, type Icon,
} from '@tabler/icons-react';
import type { Permission } from '@/api';
import * as admin from '@/features/admin';
import * as audit from '@/features/audit';
import * as bank from '@/features/bank';
import * as bench from '@/features/bench';
import * as collection from '@/features/collection';
import * as controls from '@/features/controls';
import * as dashboards from '@/features/dashboards';
import * as deviations from '@/features/deviations';
import * as environment from '@/features/environment';
import * as freezing from '@/features/freezing';
import * as inbox from '@/features/inbox';
import * as printing from '@/features/printing';
import * as procedures from '@/features/procedures';
import * as receipt from '@/features/receipt';
import * as register from '@/features/register';
import * as release from '@/features/release';
import * as review from '@/features/review';
import * as search from '@/features/search';
import * as shipment from '@/features/shipment';
import * as storage from '@/features/storage';
import * as templates from '@/features/templates';
import * as unit from '@/features/unit';
import * as work from '@/features/work';
import type { Feature, ScreenName } from '@/shared';

export const FEATURES: Record<ScreenName, Feature> = {
  collection, shipment, receipt, bench, inbox, controls, environment, freezing, storage, review, release, search, work, deviations, procedures, printing, register, bank, dashboards, audit, admin, templates, unit,
};

export interface NavItem {
  screen: ScreenName;
  icon: Icon;
  any: Permission[];
  /** Who also sees it without beginning their day here. */
  beside?: Permission[];
}

/** In the order of the job; Alt+1 opens the first that the operator sees. */
export const NAV: NavItem[] = [
  { screen: 'collection', icon: IconBuildingHospital, any: ['collect'] },
  { screen: 'shipment', icon: IconTruckDelivery, any: ['ship'] },
  { screen: 'receipt', icon: IconPackageImport, any: ['receive'] },
  { screen: 'bench', icon: IconFlask, any: ['process', 'report_result'], beside: ['record_step'] },
  { screen: 'inbox', icon: IconTestPipe, any: ['report_result'] },
  { screen: 'controls', icon: IconTarget, any: ['report_result'], beside: ['approve_procedure', 'enter_result'] },
  { screen: 'environment', icon: IconWind, any: [], beside: ['monitor_room', 'assess_room', 'keep_register'] },
  { screen: 'freezing', icon: IconChartLine, any: [], beside: ['process', 'review'] },
  { screen: 'storage', icon: IconSnowflake, any: ['store', 'review'] },
  { screen: 'review', icon: IconClipboardCheck, any: ['review'] },
  { screen: 'release', icon: IconRosetteDiscountCheck, any: ['release'] },
  { screen: 'search', icon: IconSearch, any: ['view'] },
  { screen: 'work', icon: IconAlertSquareRounded, any: ['review', 'resolve', 'reject'], beside: ['record_step', 'view_personal'] },
  { screen: 'deviations', icon: IconFlag, any: ['manage_deviation'], beside: ['report_deviation'] },
  { screen: 'procedures', icon: IconBook2, any: [], beside: ['view'] },
  { screen: 'register', icon: IconTools, any: ['keep_register', 'review'] },
  { screen: 'printing', icon: IconPrinter, any: ['print_label', 'administer'] },
  { screen: 'templates', icon: IconTemplate, any: ['draw_template', 'approve_template'] },
  { screen: 'bank', icon: IconChartBar, any: ['view'] },
  { screen: 'dashboards', icon: IconChartHistogram, any: ['review', 'release', 'audit', 'report_result'] },
  { screen: 'audit', icon: IconFileSearch, any: ['audit'] },
  { screen: 'admin', icon: IconSettings, any: ['administer', 'configure', 'approve_procedure'] },
];

export function visibleNav(permissions: readonly Permission[]): NavItem[] {
  return NAV.filter(({ any, beside = [] }) => [...any, ...beside].some((permission) => permissions.includes(permission)));
}

/** Where an operator's day begins. */
export function homeOf(permissions: readonly Permission[]): ScreenName {
  return NAV.find(({ any }) => any.some((permission) => permissions.includes(permission)))?.screen ?? 'search';
}
