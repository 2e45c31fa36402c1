import en from './locales/en.json';
import zh from './locales/zh-CN.json';

export { PrintingScreen as screen } from './PrintingScreen';
export const locales = { 'zh-CN': zh, en };
