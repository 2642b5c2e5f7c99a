package jp.example.member;

import static org.junit.jupiter.api.Assertions.*;

class UserServiceTest {
    /** 氏名・生年月日が登録されること */
    @Test
    void register() {
        User user = new User();
        user.setName("山田 太郎");
        user.setKana("ヤマダ タロウ");
        user.setBirthDate(LocalDate.of(1990, 1, 1));
        user.setTel("03-1234-5678");
        user.setEmail("taro@example.com");
        user.setAddress("東京都千代田区千代田1-1");
        user.setDisabilityGrade("2級");
        assertEquals("山田 太郎", service.register(user).getName());
    }

    @ParameterizedTest
    @CsvSource({"123456789018,true", "123456789012,false", "000000000000,false"})
    void myNumber(String no, boolean ok) {
        assertEquals(ok, MyNumber.isValid(no));
    }

    @Test
    void illness() {
        service.addHistory("P0001", "高血圧", LocalDate.of(2020, 4, 1));
        service.addHistory("P0002", "喘息", LocalDate.of(2021, 5, 2));
        assertThrows(IllegalArgumentException.class, () -> service.addHistory(null, "糖尿病", null));
    }
}
