-- dump
CREATE TABLE `users` (`id` int, `name` varchar(60), `email` varchar(120), `tel` varchar(20));
INSERT INTO `users` VALUES
(1,'相沢 洋子','m0.auser@example.com','090-1234-5100'),
(2,'浅野 智也','m1.buser@example.com','090-1234-5137'),
(3,'泉 美穂','m2.cuser@example.com','090-1234-5174'),
(4,'磯部 康平','m3.duser@example.com','090-1234-5211'),
(5,'江口 沙織','m4.euser@example.com','090-1234-5248'),
(6,'梶原 豊','m5.fuser@example.com','090-1234-5285'),
(7,'片岡 千恵子','m6.guser@example.com','090-1234-5322'),
(8,'神谷 航','m7.huser@example.com','090-1234-5359'),
(9,'熊谷 瞳','m8.iuser@example.com','090-1234-5396');

CREATE TABLE `products` (`id` int, `title` varchar(60), `price` int);
INSERT INTO `products` VALUES (1,'ノートA5',320),(2,'ボールペン黒',110),(3,'電卓',980);

CREATE TABLE `health_records` (`id` int, `user_id` int, `checked_on` date, `diagnosis` varchar(80), `blood_pressure` varchar(12));
INSERT INTO `health_records` VALUES
(1,1,'2026-01-15','高血圧症','118/70'),
(2,2,'2026-02-15','異常なし','121/71'),
(3,3,'2026-03-15','脂質異常症','124/72'),
(4,4,'2026-04-15','高血圧症','127/73'),
(5,5,'2026-05-15','異常なし','130/74'),
(6,6,'2026-06-15','脂質異常症','133/75'),
(7,7,'2026-07-15','高血圧症','136/76'),
(8,8,'2026-08-15','異常なし','139/77'),
(9,9,'2026-09-15','脂質異常症','142/78');
