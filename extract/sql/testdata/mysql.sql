-- dump made by hand
DROP TABLE IF EXISTS `users`;
CREATE TABLE `users` (
  `id` int NOT NULL AUTO_INCREMENT COMMENT 'number',
  `name` varchar(20),
  PRIMARY KEY (`id`)
);
INSERT INTO `users` VALUES (1,'三枝 ひかり'),(2,'O\'Brien, "Jr"'),(3,NULL);
INSERT INTO app.orders (id, note) VALUES (7, 'two
lines; with ''quotes''') ON DUPLICATE KEY UPDATE note = 'again';
UPDATE users SET name = '小田切 湊' WHERE id = 3;
