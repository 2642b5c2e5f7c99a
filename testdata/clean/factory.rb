# frozen_string_literal: true

FactoryBot.define do
  factory :patient do
    sequence(:chart_no) { |n| format('%08d', n) }
    last_name { '山本' }
    first_name { '花' }
    last_name_kana { 'ヤマモト' }
    first_name_kana { 'ハナ' }
    birthday { Date.new(1970, 5, 5) }
    gender { :female }
    phone { '090-0000-0000' }

    trait :child do
      first_name { '翔太' }
      birthday { 6.years.ago }
      guardian_name { '山本 花' }
    end

    trait :with_diabetes do
      after(:create) { |p| create(:diagnosis, patient: p, name: '2型糖尿病', code: 'E11') }
    end

    trait :with_allergy do
      allergies { ['ペニシリン', 'そば'] }
    end
  end

  factory :staff do
    name { '担当 次郎' }
    email { Faker::Internet.email }
    role { 'nurse' }
  end
end
