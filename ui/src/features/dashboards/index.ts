import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { DashboardScreen as screen } from './DashboardScreen';
export const locales = { 'zh-CN': zh, en };
