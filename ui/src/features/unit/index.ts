import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { UnitScreen as screen } from './UnitScreen';
export const locales = { 'zh-CN': zh, en };
