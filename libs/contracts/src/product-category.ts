/** 品类 (contract §3, Orders): 粮油 · 肉禽蛋奶 · 蔬菜 · 水果 · 菌菇干货 · 茶饮 · 加工食品 · 手工与服务. */
export const PRODUCT_CATEGORIES = [
  'grain-oil',
  'meat-egg-dairy',
  'vegetable',
  'fruit',
  'mushroom-dry',
  'tea-drink',
  'processed',
  'craft-service',
] as const;
export type ProductCategory = (typeof PRODUCT_CATEGORIES)[number];
